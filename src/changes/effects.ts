import type { Change, Effect, FieldChange, Subject } from './model.ts';

/** Whose rows are access: having one is what somebody may do. */
const ACCESS: ReadonlySet<Subject> = new Set([
  ...(['membership', 'roleAssignment', 'globalRoleUser'] as const),
  ...(['globalRoleApplication', 'applicationMembership'] as const),
]);

/** Which fields of what list something that one may do. */
const LISTS: Readonly<Partial<Record<Subject, string>>> = {
  ...{ organizationRole: 'permissions', globalRole: 'permissions', applicationMembership: 'roles' },
};

/** Whether access is gained or lost by a change. */
export function effectsOf({ kind, subject, fields }: Pick<Change, 'kind' | 'subject' | 'fields'>): Effect[] {
  if (kind !== 'changed') return ACCESS.has(subject) ? [kind === 'added' ? 'gained' : 'lost'] : [];
  const effects = fields.flatMap((field) => effectsOfField(subject, field));
  return (['gained', 'lost'] as const).filter((effect) => effects.includes(effect));
}

function effectsOfField(subject: Subject, { field, after, added, removed }: FieldChange): Effect[] {
  if (subject === 'user' && field === 'status') return [after === 'suspended' ? 'lost' : 'gained'];
  if (LISTS[subject] !== field) return [];
  return [
    ...(added !== undefined && added.length > 0 ? (['gained'] as const) : []),
    ...(removed !== undefined && removed.length > 0 ? (['lost'] as const) : []),
  ];
}
