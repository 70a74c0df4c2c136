import { Mentions, type Mention } from '../access/text/mentions.ts';
import { isAbout, unsuppressed, type FindingsJob } from '../findings/found.ts';
import type { Finding } from '../findings/model.ts';
import { askSnapshot } from '../snapshot/ask.ts';

/** A document of access, of which the findings are wanted. */
export interface LocateFindingsJob extends FindingsJob {
  readonly text: string;
  /** What the document is of: only findings that name it, or are of the organization with this id, are wanted. */
  readonly naming?: string;
  readonly limit: number;
}

/** A finding, and where a document names what it is about. */
export interface Located extends Mention {
  readonly finding: Finding;
}

/** The findings of a document, the most severe first, and how many there are in all. */
export interface LocatedFindings {
  readonly located: readonly Located[];
  readonly total: number;
}

/** Finds what looks wrong in what a document tells of, and at which lines. */
export function locateFindings({ text, naming, limit, ...job }: LocateFindingsJob): LocatedFindings {
  return askSnapshot(job.file, (snapshot) => {
    const mentions = new Mentions(text.split('\n'));
    const located: Located[] = [];
    let total = 0;
    for (const finding of unsuppressed(snapshot, job)) {
      if (naming !== undefined && !isAbout(finding, naming)) continue;
      const mention = mentionOf(finding, mentions);
      if (mention === undefined) continue;
      if (++total <= limit) located.push({ finding, ...mention });
    }
    return { located, total };
  });
}

/** Where a finding stands: an invitation of which the document does not tell, at its organization. */
function mentionOf({ subjects, organization }: Finding, mentions: Mentions): Mention | undefined {
  return subjects
    .flatMap(({ kind, id }) =>
      kind === 'invitation' && organization !== undefined ? [id, organization.id] : [id],
    )
    .map((id) => mentions.of(id, organization?.id))
    .find((mention) => mention !== undefined);
}
