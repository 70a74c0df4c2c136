import * as vscode from 'vscode';
import type { SyncProgress, Tally } from '../../sync/source.ts';
import { number } from '../../words.ts';

/** `users 240/240, organizations 3/12, members 120/412` */
export function progressText(progress: SyncProgress | undefined): string {
  if (progress === undefined) return vscode.l10n.t('connecting …');
  const part = ({ done, total }: Tally): string => `${number(done)}/${number(total)}`;
  const { users, organizations, members } = progress;
  return vscode.l10n.t(
    'users {0}, organizations {1}, members {2}',
    ...[users, organizations, members].map(part),
  );
}
