import type { Snapshot } from '../snapshot/snapshot.ts';
import type { Question, WhoCanQuestion, WhyQuestion } from './question.ts';
import { labelOf } from './things.ts';
import type { Subject } from './text/documents.ts';
import type { UsersPart } from './text/split.ts';

/** A question in words: `Who can read:orders`, `Why Ada Lovelace has access in Acme`, `Ada Lovelace and Bob`. */
export function questionTitle(snapshot: Snapshot, question: Question): string {
  switch (question.ask) {
    case 'whoCan':
      return whoCanTitle(snapshot, question);
    case 'why':
      return whyTitle(snapshot, question);
    case 'compare':
      return [question.first, question.second]
        .map(({ kind, id }) => labelOf(snapshot, kind, id))
        .join(' and ');
  }
}

/** What a document is called in its tab. */
export function subjectTitle(snapshot: Snapshot, subject: Subject): string {
  switch (subject.kind) {
    case 'tenant':
      return snapshot.info.tenantName;
    case 'users':
      return partTitle(snapshot, subject);
    case 'facts':
      return labelOf(snapshot, subject.of.kind, subject.of.id);
    case 'answer':
      return questionTitle(snapshot, subject.question);
    case 'organization':
    case 'user':
    case 'application':
    case 'organizationRole':
    case 'globalRole':
      return labelOf(snapshot, subject.kind, subject.id);
  }
}

function partTitle(snapshot: Snapshot, { part, roleId, organizationId }: UsersPart): string {
  if (organizationId !== undefined)
    return `${labelOf(snapshot, 'organization', organizationId)} members ${part}`;
  const whose = roleId === undefined ? snapshot.info.tenantName : labelOf(snapshot, 'globalRole', roleId);
  return `${whose} users ${part}`;
}

function whoCanTitle(snapshot: Snapshot, { target: { kind, id }, organizationId }: WhoCanQuestion): string {
  const what = labelOf(snapshot, kind, id);
  const asked = kind === 'permission' ? `Who can ${what}` : `Who has the role ${what}`;
  return `${asked}${inOrganization(snapshot, organizationId)}`;
}

function whyTitle(snapshot: Snapshot, { holder, organizationId, scopeId }: WhyQuestion): string {
  const who = labelOf(snapshot, holder.kind, holder.id);
  const what = scopeId === undefined ? 'has access' : `can ${labelOf(snapshot, 'permission', scopeId)}`;
  return `Why ${who} ${what}${inOrganization(snapshot, organizationId)}`;
}

function inOrganization(snapshot: Snapshot, id: string | undefined): string {
  return id === undefined ? '' : ` in ${labelOf(snapshot, 'organization', id)}`;
}
