import type { Finding } from '../../findings/model.ts';
import type { Thing } from '../ask/thing.ts';

/** What a finding leads to in the Access view: an invitation has no line there, but its organization has. */
export function thingOfFinding({ subjects, organization }: Finding): Thing | undefined {
  const [subject] = subjects;
  if (subject !== undefined && subject.kind !== 'invitation') return { kind: subject.kind, id: subject.id };
  return organization && { kind: 'organization', id: organization.id };
}
