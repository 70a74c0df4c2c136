import * as vscode from 'vscode';
import type { SyncProgress, Tally } from '../sync/source.ts';
import { number } from '../words.ts';

/** `users 240/240, organizations 3/12, members 120/412` */
export function progressText(progress: SyncProgress | undefined): string {
  if (progress === undefined) return vscode.l10n.t('connecting …');
  const part = (name: string, { done, total }: Tally): string => `${name} ${number(done)}/${number(total)}`;
  const { users, organizations, members } = progress;
  return [part('users', users), part('organizations', organizations), part('members', members)].join(', ');
}
