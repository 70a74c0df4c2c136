import type { Finding, FoundThing } from '../findings/model.ts';
import { ruleOf } from '../findings/rules.ts';
import { shown } from './text.ts';
import { organizationThing } from './thing.ts';

/** So long may be what was seen, and so many things of one finding are named. */
const MOST_SEEN = 500;
const MOST_SUBJECTS = 10;

/** A finding, as answers tell it. */
export interface FindingRow {
  readonly rule: string;
}

/** Tells one finding. */
export function findingRow({ rule, severity, saw, organization, subjects }: Finding): FindingRow {
  return {
    ...{ rule, severity, saw: shown(saw, MOST_SEEN) },
    ...(organization && { organization: organizationThing(organization) }),
    subjects: subjects.slice(0, MOST_SUBJECTS).map(toThing),
    ...(subjects.length > MOST_SUBJECTS && { moreSubjects: subjects.length - MOST_SUBJECTS }),
  } as FindingRow;
}

/** What is to be known of the rules on a page, each once. */
export function rulesOf(rows: readonly FindingRow[]): object[] {
  return [...new Set(rows.map(({ rule }) => rule))].flatMap((id) => {
    const { title, why, whatToDo } = ruleOf(id) ?? {};
    return title === undefined ? [] : [{ rule: id, title, why, whatToDo }];
  });
}

function toThing({ kind, id, label }: FoundThing): object {
  return { kind, id, name: shown(label) };
}
