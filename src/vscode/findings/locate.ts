import { idsIn } from '../../access/text/links.ts';
import type { Finding } from '../../findings/model.ts';

/** A line of a document on which what a finding is about stands. */
export interface Located {
  readonly finding: Finding;
  /** Counted from 0. */
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

interface Mention {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  /** Below which organization of the document it stands. */
  readonly organizationId: string | undefined;
}

/** Finds for each finding where the document names what it is about: in its organization, else where it stands first. */
export function locate(lines: readonly string[], findings: readonly Finding[]): Located[] {
  const mentions = mentionsIn(
    lines,
    new Set(findings.flatMap(({ subjects }) => subjects.map(({ id }) => id))),
  );
  return findings.flatMap((finding) => {
    const those =
      finding.subjects.map(({ id }) => mentions.get(id) ?? []).find(({ length }) => length > 0) ?? [];
    const best = those.find(({ organizationId }) => organizationId === finding.organization?.id) ?? those[0];
    return best === undefined ? [] : [{ finding, line: best.line, start: best.start, end: best.end }];
  });
}

function mentionsIn(lines: readonly string[], wanted: ReadonlySet<string>): Map<string, Mention[]> {
  const found = new Map<string, Mention[]>();
  let organizationId: string | undefined;
  for (const [line, text] of lines.entries()) {
    if (/^\S/.test(text)) organizationId = undefined; // a new section
    for (const { id } of idsIn(text)) {
      if (/^\s*organization /.test(text)) organizationId = id;
      if (!wanted.has(id)) continue;
      const mention = { line, start: text.search(/\S/), end: text.length, organizationId };
      found.set(id, [...(found.get(id) ?? []), mention]);
    }
  }
  return found;
}
