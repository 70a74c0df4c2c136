import type { Page, Snapshot } from '../../snapshot/snapshot.ts';
import type { Children } from '../nodes/node.ts';
import type { Question } from '../question.ts';
import { comparedAnswer } from './compared.ts';
import { whoCanAnswer } from './whoCan.ts';
import { whyAnswer } from './why.ts';

/** The answer to a question, to be shown as a tree: each way down it is a path. */
export interface Answer {
  /** The question, `Who can read:orders`. */
  readonly title: string;
  /** `12 holders in 3 organizations` */
  readonly summary: string;
  /** What the snapshot lacks that may have made more of it, in sentences. */
  readonly mayLack: readonly string[];
  /** The first level. */
  readonly children: (page: Page) => Children;
}

/** Answers a question; an error says where the snapshot does not have what it is about. */
export function answerOf(snapshot: Snapshot, question: Question): Answer {
  switch (question.ask) {
    case 'whoCan':
      return whoCanAnswer(snapshot, question);
    case 'why':
      return whyAnswer(snapshot, question);
    case 'compare':
      return comparedAnswer(snapshot, question);
  }
}
