import { Mentions, type Mention } from '../../access/text/mentions.ts';
import type { Finding } from '../../findings/model.ts';

/** A finding, and where a document names what it is about. */
export interface Located extends Mention {
  readonly finding: Finding;
}

/** Finds for each finding where the document names what it is about; those of which it names nothing are left out. */
export function locate(lines: readonly string[], findings: readonly Finding[]): Located[] {
  const mentions = new Mentions(lines);
  return findings.flatMap((finding) => {
    const found = placesOf(finding)
      .map((id) => mentions.of(id, finding.organization?.id))
      .find((mention) => mention !== undefined);
    return found === undefined ? [] : [{ finding, ...found }];
  });
}

/** Where a finding may stand, the best first: an invitation of which the document does not tell, at its organization. */
function placesOf({ subjects, organization }: Finding): string[] {
  return subjects.flatMap(({ kind, id }) =>
    kind === 'invitation' && organization !== undefined ? [id, organization.id] : [id],
  );
}
