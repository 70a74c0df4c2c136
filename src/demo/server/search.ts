import type { UserRow } from '../data/rows.ts';
import type { TenantData } from '../data/tenant.ts';
import { invalidInput } from './answer.ts';

const FIELDS = {
  id: 'id',
  primary_email: 'primaryEmail',
  primary_phone: 'primaryPhone',
  username: 'username',
  name: 'name',
} as const satisfies Record<string, keyof UserRow>;

const MODES = ['exact', 'like', 'similar_to', 'posix'] as const;
type Mode = (typeof MODES)[number];
type Column = keyof typeof FIELDS;

interface Condition {
  readonly column: Column | undefined;
  readonly mode: Mode;
  readonly values: readonly string[];
}

/** The users that `search`, `mode`, `isCaseSensitive` and `joint` of a query ask for, the newest first. */
export function searchUsers(query: URLSearchParams, { users }: TenantData): readonly UserRow[] {
  const conditions = conditionsOf(query);
  const caseSensitive = query.get('isCaseSensitive') === 'true';
  const [only] = conditions;
  if (only === undefined) return users.newestFirst();
  if (conditions.length === 1 && only.column === 'id' && caseSensitive) {
    if (only.mode === 'exact') return users.withIds(new Set(only.values));
    const prefix = /^([^%_\\]*)%$/.exec(only.values[0] ?? '')?.[1];
    if (only.mode === 'like' && prefix !== undefined) return users.withIdPrefix(prefix);
  }
  return users.newestFirst().filter(
    anyOrAll(
      query,
      conditions.map((condition) => tester(condition, caseSensitive)),
    ),
  );
}

/** Whether a query asks for some users alone. */
export function isSearch(query: URLSearchParams): boolean {
  return searchKeys(query).size > 0;
}

function searchKeys(query: URLSearchParams): ReadonlySet<string> {
  return new Set([...query.keys()].filter((key) => key === 'search' || key.startsWith('search.')));
}

function conditionsOf(query: URLSearchParams): readonly Condition[] {
  return [...searchKeys(query)].map((key) => {
    const field = key.split('.')[1];
    const column = field === undefined ? undefined : columnOf(field);
    return { column, ...valuesOf(query, key, modeOf(query, field)) };
  });
}

function columnOf(field: string): Column {
  const name = field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const columns = Object.keys(FIELDS) as Column[];
  const column = columns.find((candidate) => candidate === name);
  if (column !== undefined) return column;
  throw invalidInput(`Search field \`${name}\` is not valid, expect one of ${columns.join(', ')}.`, {});
}

function modeOf(query: URLSearchParams, field: string | undefined): Mode {
  const written = (field === undefined ? null : query.get(`mode.${field}`)) ?? query.get('mode') ?? 'like';
  const mode = MODES.find((candidate) => candidate === written);
  if (mode !== undefined) return mode;
  throw invalidInput(`Search match mode \`${written}\` is not valid, expect one of ${MODES.join(', ')}.`, {});
}

function valuesOf(query: URLSearchParams, key: string, mode: Mode): Pick<Condition, 'mode' | 'values'> {
  const values = query.getAll(key);
  if (values.includes('')) throw invalidInput('Search value cannot be empty.', {});
  if (mode === 'exact' || values.length === 1) return { mode, values };
  throw invalidInput('Only one search value is allowed when search mode is not `exact`.', {});
}

type Test = (user: UserRow) => boolean;

function anyOrAll(query: URLSearchParams, tests: readonly Test[]): Test {
  const joint = query.get('joint') ?? query.get('jointMode');
  if (joint === 'and') return (user) => tests.every((test) => test(user));
  return (user) => tests.some((test) => test(user));
}

function tester({ column, mode, values }: Condition, caseSensitive: boolean): Test {
  const matches =
    mode === 'exact' ? exactly(values, caseSensitive) : patternOf(mode, values[0] ?? '', caseSensitive);
  const fields = column === undefined ? Object.values(FIELDS) : [FIELDS[column]];
  return (user) => fields.some((field) => matches(user[field]));
}

type Matches = (value: string | null) => boolean;

function exactly(values: readonly string[], caseSensitive: boolean): Matches {
  const same = (value: string) => (caseSensitive ? value : value.toLowerCase());
  const wanted = new Set(values.map(same));
  return (value) => value !== null && wanted.has(same(value));
}

function patternOf(mode: Mode, pattern: string, caseSensitive: boolean): Matches {
  if (mode === 'similar_to' && !caseSensitive) {
    throw invalidInput('Cannot use case-insensitive match for `similar to`.', {});
  }
  const expression = regularExpression(mode, pattern, caseSensitive ? 'su' : 'isu');
  return (value) => value !== null && expression.test(value);
}

function regularExpression(mode: Mode, pattern: string, flags: string): RegExp {
  try {
    if (mode === 'posix') return new RegExp(pattern, flags);
    const literal = mode === 'like' ? pattern.replaceAll(/[.*+?^${}()|[\]]/g, String.raw`\$&`) : pattern;
    const wild = literal.replaceAll(/(?<!\\)%/g, '.*').replaceAll(/(?<!\\)_/g, '.');
    return new RegExp(`^(?:${wild.replaceAll(/\\([%_])/g, '$1')})$`, flags);
  } catch {
    throw invalidInput('The pattern is not valid.', {});
  }
}
