import * as v from 'valibot';
import type { Vanished } from '../../snapshot/model.ts';
import { PRODUCT } from '../ids.ts';
import { damaged, refused } from './failures.ts';
import { isObject, text, textOr, type Fields } from './jsonFields.ts';
import type { C1Sync } from './rows.ts';
import { timeOfText } from './time.ts';

const FORMAT = 'c1-snapshot';
const VERSION = 1;

const VANISHED = v.object({
  ...{ since: v.string(), users: v.number(), organizations: v.number(), memberships: v.number() },
});

/** What the heading of a document says of its sync; another format or version is refused. */
export function syncOf(heading: Fields): C1Sync {
  checkVersion(heading);
  const sync = isObject(heading.sync) ? heading.sync : inOlderKeys(heading);
  const source = isObject(heading.source) ? heading.source : {};
  const baseUrl = textOr(source, 'baseUrl', textOr(source, 'endpoint', ''));
  const missing = Array.isArray(heading.missing) ? heading.missing.map(String) : [];
  const vanished = vanishedIn(heading);
  return {
    id: text(sync, 'id'),
    startedAt: timeOfText(text(sync, 'startedAt')),
    endedAt: timeOfText(text(sync, 'endedAt')),
    ...(baseUrl !== '' && { baseUrl }),
    ...{ product: textOr(source, 'product', PRODUCT), olderSyncs: 0, missing },
    ...(vanished && { vanished }),
  };
}

/** What another program has put there is nothing. */
function vanishedIn({ vanished }: Fields): Vanished | undefined {
  const parsed = v.safeParse(VANISHED, vanished);
  return parsed.success ? parsed.output : undefined;
}

/** How many rows a document says it has, by kind; nothing where it does not say. */
export function announcedCounts({ stats }: Fields): ReadonlyMap<string, number> {
  return new Map(isObject(stats) ? Object.entries(stats).map(([kind, n]) => [kind, Number(n)]) : []);
}

function checkVersion({ format, version }: Fields): void {
  if (format !== FORMAT)
    throw refused(
      `its format is ${JSON.stringify(format ?? null)}, not "${FORMAT}"`,
      'Choose a C1 snapshot JSON.',
      'c1.other_format',
    );
  if (typeof version !== 'number' || version < VERSION) throw damaged(`it says no version of its format`);
  if (version !== VERSION)
    throw refused(
      `it is of version ${version} of the format, and this Logto Access reads version ${VERSION}`,
      'Update the extension, or export it anew.',
      'c1.newer',
    );
}

/** The first documents had the sync's facts beside the format. */
function inOlderKeys({ sync_id, started_at, ended_at }: Fields): Fields {
  return { id: sync_id, startedAt: started_at, endedAt: ended_at };
}
