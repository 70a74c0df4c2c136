import { FINDABLE_KINDS, findableOf, type FindableKind } from '../../snapshot/read/findable.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { oneLine } from '../../words.ts';
import { compared, factsOf, namesOfCompared } from '../answers/compared.ts';
import { explain } from '../explain.ts';
import type { Comparable, Question, WhoCanQuestion } from '../question.ts';
import { targetOf } from '../target.ts';
import { whoCan } from '../whoCan.ts';
import { allHolderLines, comparedLines, explanationLines, factText, whoCanLines } from './answers.ts';
import { holderDocumentLines } from './holder.ts';
import { lackLines } from './lines.ts';
import {
  globalRoleDocumentLines,
  globalRoleIndexLines,
  globalRoleUserLines,
  organizationRoleDocumentLines,
  organizationRoleIndexLines,
  placeLines,
} from './role.ts';
import { SPLIT, splitTenantLines, USERS_A_PART, usersPartOf, type UsersPart } from './split.ts';
import { memberLines, organizationLines, splitOrganizationLines, tenantLines, userLines } from './tenant.ts';

/** What a document of access is about. Plain data, so that it can be part of the document's address. */
export type Subject =
  | { readonly kind: 'tenant' }
  /** A part of the users of a tenant or a global role, or of the members of an organization, that are too many for one document. */
  | ({ readonly kind: 'users' } & UsersPart)
  | { readonly kind: 'organization'; readonly id: string }
  | Comparable
  /** What somebody, or a role, has in a flat list, to be laid beside another one's. */
  | { readonly kind: 'facts'; readonly of: Comparable }
  | { readonly kind: 'answer'; readonly question: Question };

/** The text of a document, and a shorter one for where that is too long. Both are made as they are read. */
export interface DocumentLines {
  readonly whole: Iterable<string>;
  readonly split?: Iterable<string>;
}

/** The lines of a document. */
export function documentLines(snapshot: Snapshot, subject: Subject): DocumentLines {
  switch (subject.kind) {
    case 'tenant':
      return { whole: tenantLines(snapshot), split: splitTenantLines(snapshot) };
    case 'users':
      return { whole: partOf(snapshot, subject) };
    case 'organization':
      return {
        whole: organizationLines(snapshot, subject.id),
        split: splitOrganizationLines(snapshot, subject.id),
      };
    case 'user':
    case 'application':
      return { whole: holderDocumentLines(snapshot, { kind: subject.kind, id: subject.id }) };
    case 'organizationRole':
      return {
        whole: organizationRoleDocumentLines(snapshot, subject.id),
        split: organizationRoleIndexLines(snapshot, subject.id),
      };
    case 'globalRole':
      return {
        whole: globalRoleDocumentLines(snapshot, subject.id),
        split: globalRoleIndexLines(snapshot, subject.id),
      };
    case 'facts':
      return { whole: factLines(snapshot, subject.of) };
    case 'answer':
      return answerLines(snapshot, subject.question);
  }
}

function partOf(snapshot: Snapshot, { part, roleId, organizationId }: UsersPart): Iterable<string> {
  const page = { limit: USERS_A_PART, offset: (part - 1) * USERS_A_PART };
  if (organizationId !== undefined) return memberLines(snapshot, organizationId, page);
  return roleId === undefined ? userLines(snapshot, page) : globalRoleUserLines(snapshot, roleId, page);
}

function* factLines(snapshot: Snapshot, of: Comparable): Generator<string> {
  const { facts, mayLack } = factsOf(snapshot, of);
  yield* lackLines(mayLack);
  for (const fact of facts) yield factText(fact);
}

function answerLines(snapshot: Snapshot, question: Question): DocumentLines {
  switch (question.ask) {
    case 'whoCan':
      return {
        whole: allHolderLines(snapshot, question.target, question.organizationId),
        // one organization is no more to be split
        ...(question.organizationId === undefined && { split: placesLines(snapshot, question) }),
      };
    case 'why':
      return { whole: explanationLines(explain(snapshot, question.holder, question)) };
    case 'compare':
      return { whole: comparedLines(compared(snapshot, question), namesOfCompared(snapshot, question)) };
  }
}

/** Where how many hold something, without saying who. */
function* placesLines(snapshot: Snapshot, { target: id }: WhoCanQuestion): Generator<string> {
  yield* whoCanLines(whoCan(snapshot, id, { limit: 0 }));
  yield SPLIT;
  const { organizationRoles, globalRoles } = targetOf(snapshot, id);
  for (const role of globalRoles) yield `  global role ${oneLine(role.name)} [${role.id}]`;
  yield* placeLines(
    snapshot,
    organizationRoles.map((role) => role.id),
  );
}

/** What a document of some thing is about: of a permission who has it; undefined where there is none. */
export function subjectOf(kind: FindableKind, id: string): Subject | undefined {
  if (kind === 'resource') return undefined;
  if (kind === 'permission') return { kind: 'answer', question: { ask: 'whoCan', target: { kind, id } } };
  return { kind, id };
}

/** What the id in brackets is of, that a document names; undefined where the snapshot does not have it. */
export function subjectWithId(snapshot: Snapshot, id: string): Subject | undefined {
  const kind = FINDABLE_KINDS.find((one) => findableOf(snapshot, one, id) !== undefined);
  if (kind !== undefined) return subjectOf(kind, id);
  const part = usersPartOf(id);
  return part === undefined ? undefined : { kind: 'users', ...part };
}
