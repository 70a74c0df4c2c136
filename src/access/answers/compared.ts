import type { Snapshot } from '../../snapshot/snapshot.ts';
import { number, oneLine } from '../../words.ts';
import {
  compareFacts,
  factsOfHolder,
  factsOfRole,
  type Compared,
  type Fact,
  type Facts,
} from '../compare.ts';
import { explain } from '../explain.ts';
import { node, nothing, slice, type AccessNode } from '../nodes/node.ts';
import type { Comparable, CompareQuestion } from '../question.ts';
import { describeThing, KIND_WORDS, labelOf } from '../things.ts';
import { questionTitle } from '../titles.ts';
import type { Answer } from './answer.ts';

/** What somebody, or a role, has. */
export function factsOf(snapshot: Snapshot, one: Comparable): Facts {
  const isHolder = one.kind === 'user' || one.kind === 'application';
  return isHolder
    ? factsOfHolder(explain(snapshot, { kind: one.kind, id: one.id }))
    : factsOfRole(snapshot, { kind: one.kind, id: one.id });
}

/** What two have. */
export function compared(snapshot: Snapshot, { first, second }: CompareQuestion): Compared {
  return compareFacts(factsOf(snapshot, first), factsOf(snapshot, second));
}

/** What two people or two roles both have, and what each has alone. */
export function comparedAnswer(snapshot: Snapshot, question: CompareQuestion): Answer {
  const { both, first, second, mayLack } = compared(snapshot, question);
  const [a, b] = namesOfCompared(snapshot, question);
  const groups = [
    groupOf(snapshot, 'both', 'Both have', both),
    groupOf(snapshot, 'first', `Only ${a}`, first),
    groupOf(snapshot, 'second', `Only ${b}`, second),
  ];
  return {
    ...{ title: questionTitle(snapshot, question), mayLack },
    summary: `${number(both.length)} in common, ${number(first.length + second.length)} not`,
    children: (page) => slice(groups, page),
  };
}

/** What the two are called. */
export function namesOfCompared(snapshot: Snapshot, { first, second }: CompareQuestion): [string, string] {
  return [labelOf(snapshot, first.kind, first.id), labelOf(snapshot, second.kind, second.id)];
}

function groupOf(snapshot: Snapshot, key: string, label: string, facts: readonly Fact[]): AccessNode {
  const made = node('', { key, kind: 'facts', label, description: number(facts.length) });
  const nodes =
    facts.length === 0 ? [nothing(key, 'Nothing')] : facts.map((fact) => factNode(snapshot, key, fact));
  return { ...made, children: (page) => slice(nodes, page) };
}

function factNode(snapshot: Snapshot, parentId: string, { kind, id, name, organization }: Fact): AccessNode {
  const where = organization === undefined ? '' : ` in ${oneLine(organization.name)}`;
  return node(parentId, {
    ...{ key: `${kind}:${id}:${organization?.id ?? ''}`, kind, label: oneLine(name) },
    subjectId: id,
    ...(organization !== undefined && { organizationId: organization.id }),
    description: `${KIND_WORDS[kind]}${where}`,
    facts: () => {
      const detail = describeThing(snapshot, kind, id)?.detail ?? '';
      return detail === '' ? [] : [['Details', detail]];
    },
  });
}
