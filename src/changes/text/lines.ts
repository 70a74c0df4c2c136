import { oneLine } from '../../words.ts';
import type { ChangeGrouping } from '../group.ts';
import type { Change, Subject } from '../model.ts';
import { describeFields, describeWithPlace, nounOf, describeChange, touchedText } from './sentences.ts';
import { touchingsOf, touchText } from '../touched.ts';

/** A change on one line of a list: what happened, and beside it from what to what. */
export interface ChangeLine {
  readonly label: string;
  readonly description: string;
  /** What one looks up. */
  readonly facts: readonly string[];
}

/** The line of a change. Below a name, it does not say it again: lines are short, and what is new stands at the end. */
export function lineOf(change: Change, by: ChangeGrouping): ChangeLine {
  const facts = change.privileged ? ['privileged'] : [];
  if (change.kind !== 'changed') return { label: oneLine(happened(change, by)), description: '', facts };
  const description = oneLine(
    [touchedText(change), describeFields(change)].filter((part) => part !== '').join(' · '),
  );
  return { label: oneLine(changedThing(change, by)), description, facts };
}

/** The thing that lies below its own name. */
const OWN_NAME: Readonly<Partial<Record<ChangeGrouping, Subject>>> = {
  ...{ organization: 'organization', person: 'user' },
};

/** `Ada joined`, below her own name `joined Acme` */
function happened(change: Change, by: ChangeGrouping): string {
  const { subject, kind, userLabel } = change;
  if (OWN_NAME[by] === subject) return `${nounOf(change)} is ${kind === 'added' ? 'new' : 'gone'}`;
  if (by === 'organization') return describeChange(change);
  const sentence = describeWithPlace(change);
  const isBelowName = by === 'person' && userLabel !== undefined && sentence.startsWith(`${userLabel} `);
  return isBelowName ? sentence.slice(userLabel.length + 1) : sentence;
}

/** Whether the group above does not tell already what kind of thing it is. */
function needsNoun({ organizationId, userId }: Change, by: ChangeGrouping): boolean {
  switch (by) {
    case 'kind':
      return true;
    case 'organization':
      return organizationId !== undefined;
    case 'person':
      return userId !== undefined;
    case 'subject':
      return false;
  }
}

/** `organization role admin gained write`, `application Robot in Acme` */
function changedThing(change: Change, by: ChangeGrouping): string {
  const { label, organizationName, subject } = change;
  const isPlaced = by !== 'organization' && subject !== 'organization' && organizationName !== undefined;
  return [
    needsNoun(change, by) ? nounOf(change) : '',
    OWN_NAME[by] === subject ? '' : label,
    isPlaced ? `in ${organizationName}` : '',
    touchingsOf(change).map(touchText).join(' and '),
  ]
    .filter((part) => part !== '')
    .join(' ');
}
