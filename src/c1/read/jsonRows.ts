import { damaged, reading } from './failures.ts';
import { isObject, type Fields } from './jsonFields.ts';
import { announcedCounts, syncOf } from './jsonHeading.ts';
import { entitlementOf, grantOf, resourceOf, resourceTypeOf, userOf } from './jsonMessages.ts';
import { entriesInOrder } from './jsonOrder.ts';
import type { C1Row, ReadOptions } from './rows.ts';

/** Ids of resources to their types, for entries that name a resource by its id alone. */
type Types = Map<string, string>;

/** How the rows of each list are read. Rows name only what lists before theirs hold. */
const LISTS: Readonly<Record<string, (entry: Fields, types: Types) => C1Row>> = {
  resource_types: (entry) => ({ kind: 'resourceType', message: resourceTypeOf(entry) }),
  users: (entry) => ({ kind: 'resource', message: userOf(entry) }),
  resources: (entry, types) => {
    const message = resourceOf(entry, types);
    types.set(message.id?.resource ?? '', message.id?.resourceType ?? '');
    return { kind: 'resource', message };
  },
  entitlements: (entry, types) => ({ kind: 'entitlement', message: entitlementOf(entry, types) }),
  grants: (entry, types) => ({ kind: 'grant', message: grantOf(entry, types) }),
};

/** baton-file does not need the types: it knows those that are used. */
const SECTIONS = { object: 'snapshot', lists: Object.keys(LISTS), optional: ['resource_types'] };

/** Reads a C1 snapshot JSON of any size row by row. */
export async function* jsonRows(file: string, options: ReadOptions = {}): AsyncGenerator<C1Row> {
  const types: Types = new Map();
  const counted = new Map<string, number>();
  let announced: ReadonlyMap<string, number> = new Map();
  for await (const { section, index, value } of entriesInOrder(file, SECTIONS, options)) {
    const where = section === 'snapshot' ? section : `${section}[${index}]`;
    if (!isObject(value)) throw damaged(`${where} is not an object`);
    const read = LISTS[section];
    if (read === undefined) {
      announced = announcedCounts(value);
      yield { kind: 'sync', sync: reading(where, () => syncOf(value)) };
    } else {
      counted.set(section, (counted.get(section) ?? 0) + 1);
      yield reading(where, () => read(value, types));
    }
  }
  checkCounts(announced, counted);
}

/** A file that was shortened may still be JSON. */
function checkCounts(announced: ReadonlyMap<string, number>, counted: ReadonlyMap<string, number>): void {
  const count = (section: string): number => counted.get(section) ?? 0;
  const found: Readonly<Record<string, number>> = {
    resources: count('users') + count('resources'),
    entitlements: count('entitlements'),
    grants: count('grants'),
  };
  for (const [kind, said] of announced)
    if (Object.hasOwn(found, kind) && found[kind] !== said)
      throw damaged(`it announces ${said} ${kind} and holds ${found[kind] ?? 0}`);
}
