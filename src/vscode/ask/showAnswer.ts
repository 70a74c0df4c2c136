import * as vscode from 'vscode';
import { answerOf } from '../../access/answers/answer.ts';
import type { Question } from '../../access/question.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { VIEWS } from '../contract.ts';
import type { Services } from '../services.ts';

/** Answers a person's question in its view; an error says where the snapshot does not have what it is about. */
export async function showAnswer(
  { answer }: Services,
  snapshot: Snapshot,
  question: Question,
): Promise<void> {
  answer.set({ snapshotId: snapshot.info.id, question, answer: answerOf(snapshot, question) });
  await vscode.commands.executeCommand(`${VIEWS.answer}.focus`);
}
