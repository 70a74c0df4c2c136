import type * as v from 'valibot';
import { AccessError } from '../errors.ts';
import { atPage, PAGE_SIZE, type Endpoint } from '../logto/endpoints.ts';
import type { SyncContext } from './context.ts';

/** A schema whose rows have an id, as all of Logto's have. */
type WithId = v.GenericSchema<unknown, { id: string }>;

/** What reading all pages of a collection found. */
export interface Listing {
  /** Different ids that were seen. */
  readonly unique: number;
  /** What Logto said last about how many there are. */
  readonly total: number;
  /** Every page said the same total. Where it moved, a row may have hidden another one although the count agrees. */
  readonly steady: boolean;
}

/** How often a collection is read anew before the sync gives up on it. */
const ATTEMPTS = 4;

/** Reads every page of a collection, the first one alone (it says how many there are) and the rest side by side. */
export async function readPages<S extends WithId>(
  context: SyncContext,
  endpoint: Endpoint,
  row: S,
  take: (rows: readonly v.InferOutput<S>[], newTotal: number | undefined) => void,
): Promise<Listing> {
  const ids = new Set<string>();
  const totals = new Set<number>();
  let total = 0;
  const readPage = async (page: number): Promise<void> => {
    const answer = await context.read(atPage(endpoint, page), row);
    total = answer.total ?? answer.rows.length;
    totals.add(total);
    for (const { id } of answer.rows) ids.add(id);
    take(answer.rows, page === 1 ? total : undefined);
  };
  await readPage(1);
  const rest = Array.from({ length: Math.max(0, Math.ceil(total / PAGE_SIZE) - 1) }, (_, i) => i + 2);
  await Promise.all(rest.map(readPage));
  return { unique: ids.size, total, steady: totals.size === 1 };
}

/**
 * Reads a collection until it has as many different ids as Logto counts. Logto pages by offset, so a row that is
 * changed, added or deleted meanwhile can hide another one; reading anew finds it.
 */
export async function readWhole(
  context: SyncContext,
  what: string,
  { read, forget }: { read: () => Promise<Listing>; forget: () => void },
): Promise<void> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const { unique, total, steady } = await read();
    if (unique === total && steady) return;
    context.repairs.push(`${what}: ${unique} of ${total} in the first pages, read anew`);
    forget();
  }
  throw keepsChanging(what);
}

/** A collection that never held still long enough to be proved whole. */
export function keepsChanging(what: string): AccessError {
  return new AccessError(`The list of ${what} changes faster than it can be read whole.`, {
    code: 'sync.moving',
    hint: 'Sync again when nobody is importing or deleting in the tenant.',
  });
}
