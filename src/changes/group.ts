import { CHANGE_KINDS } from './filter.ts';
import type { Change, Subject } from './model.ts';
import { subjectTitle } from './text/sentences.ts';

/** By what changes can be grouped: `kind` is added, removed or changed, and `subject` what it is that changed. */
export const CHANGE_GROUPINGS = ['organization', 'person', 'kind', 'subject'] as const;
export type ChangeGrouping = (typeof CHANGE_GROUPINGS)[number];

/** Changes that belong together. */
export interface ChangeGroup {
  /** Tells it from all other groups, in whichever grouping. */
  readonly key: string;
  /** The organization or the person whose changes these are; left out for others. */
  readonly of?: { readonly kind: 'organization' | 'user'; readonly id: string };
  readonly title: string;
  readonly changes: readonly Change[];
}

type Head = Omit<ChangeGroup, 'changes'>;

const TENANT_WIDE: Partial<Record<Subject, string>> = {
  user: 'Users',
  organizationRole: 'Organization roles',
  globalRole: 'Global roles',
  globalRoleUser: 'Global roles',
  globalRoleApplication: 'Global roles',
  ...{ permission: 'Permissions', resource: 'API resources', application: 'Applications' },
};

const KIND_TITLES: Readonly<Record<Change['kind'], string>> = {
  ...{ added: 'Added', removed: 'Removed', changed: 'Changed' },
};

const HEADS: Readonly<Record<ChangeGrouping, (change: Change) => Head>> = {
  organization: ({ organizationId: id, organizationName, subject }) =>
    id === undefined
      ? titled(TENANT_WIDE[subject] ?? subjectTitle(subject))
      : { key: `organization:${id}`, of: { kind: 'organization', id }, title: organizationName ?? id },
  person: ({ userId: id, userLabel, subject }) =>
    id === undefined
      ? titled(subjectTitle(subject))
      : { key: `user:${id}`, of: { kind: 'user', id }, title: userLabel ?? id },
  kind: ({ kind }) => titled(KIND_TITLES[kind]),
  subject: ({ subject }) => titled(subjectTitle(subject)),
};

function titled(title: string): Head {
  return { key: `title:${title}`, title };
}

/**
 * Groups changes. Organizations and people come first, by name, since there lies most of what a reviewer looks for;
 * after them those of the whole tenant, in the order in which they are told.
 */
export function groupChanges(changes: readonly Change[], by: ChangeGrouping = 'organization'): ChangeGroup[] {
  const groups = new Map<string, Head & { readonly changes: Change[] }>();
  for (const change of by === 'kind' ? changes.toSorted(byKind) : changes) {
    const head = HEADS[by](change);
    const group = groups.get(head.key);
    if (group === undefined) groups.set(head.key, { ...head, changes: [change] });
    else group.changes.push(change);
  }
  return [...groups.values()].sort(byName);
}

function byKind(a: Change, b: Change): number {
  return CHANGE_KINDS.indexOf(a.kind) - CHANGE_KINDS.indexOf(b.kind);
}

function byName(a: ChangeGroup, b: ChangeGroup): number {
  if (a.of === undefined || b.of === undefined)
    return Number(a.of === undefined) - Number(b.of === undefined);
  return a.title.localeCompare(b.title, 'en') || a.key.localeCompare(b.key, 'en');
}
