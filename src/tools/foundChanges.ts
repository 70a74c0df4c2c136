import * as v from 'valibot';
import type { FindingChanges, RuleDifference } from '../changes/judging/findings.ts';
import { whyNotJudged } from '../changes/judging/judgement.ts';
import type { Comparison } from '../changes/model.ts';
import { AccessError } from '../errors.ts';
import { isAbout } from '../findings/found.ts';
import type { Finding } from '../findings/model.ts';
import { findingRow, rulesOf, type FindingRow } from './findingRows.ts';
import { mayBe, type PageInput } from './input.ts';
import { pageOf, type Page } from './page.ts';

/** What the rows of a comparison are. */
const LISTS = ['changes', 'newFindings', 'goneFindings'] as const;

/** By what a model chooses them. */
export const LIST = mayBe(
  v.pipe(
    v.picklist(LISTS),
    v.description(
      'What the rows are: the changes, which they are where left out, or the findings that only the newer, or only the older snapshot has.',
    ),
  ),
);

/** Findings that one of two snapshots alone has. */
export interface FoundChanges {
  readonly new: readonly Finding[];
  readonly gone: readonly Finding[];
  readonly told: object;
}

/** What is told of them: how many there are, or why nobody knows. */
export function foundChanges(
  comparison: Comparison,
  findings: FindingChanges | undefined,
  aboutId: string | undefined,
): FoundChanges {
  if (findings === undefined) return { new: [], gone: [], told: { notCompared: whyNotJudged(comparison) } };
  const wanted = (differences: readonly RuleDifference[]): Finding[] =>
    differences
      .flatMap((difference) => difference.findings)
      .filter((finding) => aboutId === undefined || isAbout(finding, aboutId));
  const [came, gone] = [wanted(findings.new), wanted(findings.gone)];
  const { suppressed, unsure, notCompared } = findings;
  const rules = notCompared.length === 0 ? {} : { rulesNotCompared: notCompared };
  return { new: came, gone, told: { new: came.length, gone: gone.length, suppressed, unsure, ...rules } };
}

/** What is wanted of a list; some of it narrows changes alone. */
interface Narrowed extends PageInput {
  readonly effect?: string;
  readonly privileged?: boolean;
}

/** A page of findings, with what is to be known of their rules. */
export function findingsPage(
  findings: readonly Finding[],
  input: Narrowed,
): Page<FindingRow> & { readonly rules: readonly object[] } {
  if (input.effect !== undefined || input.privileged !== undefined) throw notOfFindings();
  const page = pageOf(findings, input, findingRow);
  return { rules: rulesOf(page.rows), ...page };
}

function notOfFindings(): AccessError {
  return new AccessError('Findings have no effect, and are not privileged or otherwise.', {
    code: 'argument.invalid',
    hint: 'Leave out effect and privileged, or list the changes.',
  });
}
