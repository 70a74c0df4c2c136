import type { Listed } from '../snapshot/read/all.ts';
import type { FieldValue } from './fields.ts';
import { SUBJECTS, type SubjectRules } from './subjects.ts';

const SUBJECTS_WITH_NAMES = ['organizationRole', 'globalRole', 'permission', 'resource'];

/** What can be compared between two tenants, whose ids never match: roles and permissions, by name. */
export const SUBJECTS_BY_NAME: readonly SubjectRules<unknown>[] = SUBJECTS.filter(({ subject }) =>
  SUBJECTS_WITH_NAMES.includes(subject),
).map((rules) => ({
  ...rules,
  key: nameOf,
  rows: (snapshot) => [...rules.rows(snapshot)].sort(byName),
  fields: (row, names) => {
    const fields = Object.entries(rules.fields?.(row, names) ?? {});
    return Object.fromEntries(fields.map(([field, value]) => [field, listedByName(value)]));
  },
}));

/** A permission is told from those of other resources by what it is called where roles list it. */
function nameOf(row: unknown): string {
  const { label, name } = row as { readonly name: string; readonly label?: string };
  return label ?? name;
}

function byName(a: unknown, b: unknown): number {
  return Buffer.compare(Buffer.from(nameOf(a)), Buffer.from(nameOf(b)));
}

function listedByName(value: FieldValue): FieldValue {
  return typeof value === 'string' ? value : value.map(({ name }): Listed => ({ id: name, name }));
}
