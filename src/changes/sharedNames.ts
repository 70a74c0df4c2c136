/** What there is of each of two snapshots. */
export interface Both<T> {
  readonly before: T;
  readonly after: T;
}

export function eachSide<T>(of: (side: keyof Both<T>) => T): Both<T> {
  return { before: of('before'), after: of('after') };
}

/** Something that is told by its name, and by what it is where others have the same. */
export interface Named {
  readonly id: string;
  readonly name: string;
  /** What else it is, as text: alike where two tenants have the same. */
  readonly mark: string;
}

/**
 * Pairs the things of two tenants by name, and says under which key each is told, by its id: a pair has one key.
 * Where a tenant has several of a name, those are paired that are alike in all else, and what remains if it is one
 * on each side. What is not paired is in one tenant only.
 */
export function keysByName(things: Both<readonly Named[]>): Both<ReadonlyMap<string, string>> {
  const keys = eachSide(() => new Map<string, string>());
  const groups = eachSide((side) => Map.groupBy(things[side], ({ name }) => name));
  const taken = new Set([...groups.before.keys(), ...groups.after.keys()]);
  for (const name of [...taken].sort()) {
    const { before, after } = eachSide((side) => groups[side].get(name) ?? []);
    const isShared = before.length > 1 || after.length > 1;
    for (const pair of pairsOf(before, after)) {
      const key = isShared ? freeKey(name, taken) : name;
      if (pair.before) keys.before.set(pair.before.id, key);
      if (pair.after) keys.after.set(pair.after.id, key);
    }
  }
  return keys;
}

/** `Shop (2)`, by a number that no other thing has. */
function freeKey(name: string, taken: Set<string>): string {
  let n = 1;
  while (taken.has(`${name} (${n})`)) n++;
  taken.add(`${name} (${n})`);
  return `${name} (${n})`;
}

/** The same, in the same order, from either side. */
function pairsOf(before: readonly Named[], after: readonly Named[]): Partial<Both<Named>>[] {
  const left = after.toSorted(byMark);
  const alike: Both<Named>[] = [];
  const alone: Named[] = [];
  for (const one of before.toSorted(byMark)) {
    const at = left.findIndex(({ mark }) => mark === one.mark);
    const [other] = at < 0 ? [] : left.splice(at, 1);
    if (other === undefined) alone.push(one);
    else alike.push({ before: one, after: other });
  }
  const [old, now] = [alone[0], left[0]];
  if (old && now && alone.length === 1 && left.length === 1) return [...alike, { before: old, after: now }];
  const single = [
    ...alone.map((one) => ({ mark: one.mark, pair: { before: one } })),
    ...left.map((one) => ({ mark: one.mark, pair: { after: one } })),
  ];
  return [...alike, ...single.sort(byMark).map(({ pair }) => pair)];
}

function byMark(a: Pick<Named, 'mark'>, b: Pick<Named, 'mark'>): number {
  return a.mark < b.mark ? -1 : Number(a.mark > b.mark);
}
