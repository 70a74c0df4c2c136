import { AccessError } from '../errors.ts';
import type { SnapshotInfo } from '../snapshot/model.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import type { Library, LibraryEntry } from './library.ts';
import { SNAPSHOTS } from './names.ts';
import { quoted } from './text.ts';
import { cannotBeRead } from './unreadable.ts';

/** So many snapshots or tenants are told apart in an error. */
const TOLD = 10;

/** The snapshot that is meant by an id, by its own name, or by its tenant's; the current one where there is one tenant. */
export function snapshotMeant(library: Library, wanted?: string): LibraryEntry {
  const entries = library.list();
  const found = wanted === undefined ? entries.filter(isCurrent) : called(entries, wanted);
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0) return only;
  throw only === undefined ? noSuch(library, wanted) : several(found, wanted);
}

/** The same, open. */
export function openMeant(
  library: Library,
  wanted?: string,
): { readonly entry: LibraryEntry; readonly snapshot: Snapshot } {
  const entry = snapshotMeant(library, wanted);
  return { entry, snapshot: library.open(entry.info.id) };
}

/** The snapshot of the same tenant that was made before. */
export function snapshotBefore(library: Library, { info, tenant }: LibraryEntry): LibraryEntry {
  const [older] = olderThan(library, info);
  if (older !== undefined) return older;
  throw new AccessError(`There is no snapshot of ${quoted(tenant)} before ${info.id}.`, {
    code: 'snapshot.missing',
    hint: NOTHING_OLDER,
  });
}

const NOTHING_OLDER = `There is nothing to compare it with until the tenant is synced again. ${SNAPSHOTS} lists what there is.`;

/** Those of the same tenant that were made before, newest first. */
function olderThan(library: Library, { tenantId, startedAt }: SnapshotInfo): readonly LibraryEntry[] {
  return library.list().filter(({ info }) => info.tenantId === tenantId && info.startedAt < startedAt);
}

/** Two to be compared, of one tenant the older first; an error where they are the same. */
export function inOrder(
  library: Library,
  one: LibraryEntry,
  other: LibraryEntry,
): readonly [before: LibraryEntry, after: LibraryEntry] {
  if (one.info.id === other.info.id) throw same(library, one);
  const areSwapped = one.info.tenantId === other.info.tenantId && one.info.startedAt > other.info.startedAt;
  return areSwapped ? [other, one] : [one, other];
}

function same(library: Library, { info, tenant }: LibraryEntry): AccessError {
  const [older] = olderThan(library, info);
  return new AccessError(`Both are the same snapshot of ${quoted(tenant)}, ${info.id}.`, {
    code: 'argument.invalid',
    hint:
      older === undefined
        ? NOTHING_OLDER
        : `As before give the id of an older one, such as ${older.info.id}; ${SNAPSHOTS} lists what there is.`,
  });
}

/** The current snapshot of the tenant that one is of. */
export function currentBeside(library: Library, { info }: LibraryEntry): LibraryEntry {
  const current = library.list().find((one) => isCurrent(one) && one.info.tenantId === info.tenantId);
  return current ?? snapshotMeant(library, info.id);
}

function isCurrent(entry: LibraryEntry): boolean {
  return entry.isCurrent;
}

/** What an id, a name or a tenant leads to, the first that leads anywhere. */
function called(entries: readonly LibraryEntry[], wanted: string): readonly LibraryEntry[] {
  const isWanted = (text: string | undefined): boolean => text?.toLowerCase() === wanted.toLowerCase();
  const ways: ((entry: LibraryEntry) => boolean)[] = [
    ({ info }) => info.id === wanted,
    ({ name }) => isWanted(name),
    ({ info, tenant, isCurrent }) => isCurrent && (isWanted(tenant) || info.tenantId === wanted),
  ];
  return ways.map((way) => entries.filter(way)).find(({ length }) => length > 0) ?? [];
}

function noSuch(library: Library, wanted: string | undefined): AccessError {
  if (library.list().length === 0) {
    const unread = cannotBeRead(library.unreadable());
    return new AccessError(`There is no snapshot to ask${unread === undefined ? '' : `: ${unread}`}.`, {
      code: 'snapshot.missing',
      hint: 'A person has to sync a tenant in Logto Access first.',
    });
  }
  return new AccessError(`There is no snapshot or tenant ${quoted(wanted ?? '')}.`, {
    code: 'snapshot.missing',
    hint: `Call ${SNAPSHOTS} and give an id from it.`,
  });
}

function several(found: readonly LibraryEntry[], wanted: string | undefined): AccessError {
  const candidates = found.slice(0, TOLD).map(({ tenant, info }) => `${quoted(tenant)} [${info.id}]`);
  const which =
    wanted === undefined ? 'There are several tenants' : `${quoted(wanted)} may be several snapshots`;
  return new AccessError(`${which}: ${candidates.join(', ')}.`, {
    code: 'argument.invalid',
    hint: `Give the id that stands in brackets as snapshot; ${SNAPSHOTS} tells more of them.`,
  });
}
