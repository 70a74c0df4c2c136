import * as vscode from 'vscode';
import { documentLines } from '../../access/text/documents.ts';
import { writeDocument } from '../../access/text/write.ts';
import { labelOf } from '../../access/things.ts';
import { AccessError } from '../../errors.ts';
import type { ThingItem } from '../ask/thing.ts';
import { VIEWS } from '../contract.ts';
import { accessUri } from '../documents/accessUri.ts';
import type { OpenAnswer, Services } from '../services.ts';
import type { AccessView } from '../views/accessView.ts';
import { viewCommands } from './command.ts';
import { revealAccess } from './revealAccess.ts';

/** Commands on the answer that is open, and its lines. */
export function registerAnswerCommands(services: Services, accessView: AccessView): void {
  const register = viewCommands(services);
  register('revealAccess', (item: ThingItem) => revealAccess(services, accessView, item));
  register('openAnswerText', () => openAnswerText(services));
  register('copyAnswerText', () => copyAnswerText(services));
  register('openAnswerDiff', () => openAnswerDiff(services));
  register('clearAnswer', () => services.answer.set(undefined));
}

async function openAnswerText(services: Services): Promise<void> {
  const { snapshotId, question } = openAnswer(services);
  const uri = accessUri(services.snapshots.get(snapshotId), { kind: 'answer', question });
  await vscode.window.showTextDocument(uri, { preview: true });
}

async function copyAnswerText(services: Services): Promise<void> {
  const { snapshotId, question } = openAnswer(services);
  const lines = documentLines(services.snapshots.get(snapshotId), { kind: 'answer', question });
  const text = await vscode.window.withProgress({ location: { viewId: VIEWS.answer } }, () =>
    writeDocument(lines),
  );
  await vscode.env.clipboard.writeText(text);
}

/** Opens what two have as two texts in VS Code's diff editor. */
async function openAnswerDiff(services: Services): Promise<void> {
  const { snapshotId, question } = openAnswer(services);
  if (question.ask !== 'compare') throw noAnswer();
  const snapshot = services.snapshots.get(snapshotId);
  const both = [question.first, question.second];
  const [first, second] = both.map((of): vscode.Uri => accessUri(snapshot, { kind: 'facts', of }));
  const title = both.map(({ kind, id }) => labelOf(snapshot, kind, id)).join(' ↔ ');
  await vscode.commands.executeCommand('vscode.diff', first, second, title);
}

function openAnswer({ answer }: Services): OpenAnswer {
  if (answer.value === undefined) throw noAnswer();
  return answer.value;
}

function noAnswer(): AccessError {
  return new AccessError(vscode.l10n.t('No such answer is open.'), {
    code: 'answer.none',
    hint: vscode.l10n.t('Ask first: Who Can, Why, or Compare Access.'),
  });
}
