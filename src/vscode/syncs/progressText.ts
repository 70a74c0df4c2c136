import * as vscode from 'vscode';
import type { SyncProgress } from '../../sync/source.ts';
import { progressOf } from '../../words.ts';

const NONE = { done: 0, total: 0 };

/** `users 240/240, organizations 3/12, members 120/412`, and that no answer comes where none does. */
export function progressText(progress: Partial<SyncProgress> = {}): string {
  const { waits = false, ...tallies } = progress;
  const [users, organizations, members] = [
    progressOf(tallies.users ?? NONE),
    progressOf(tallies.organizations ?? NONE),
    progressOf(tallies.members ?? NONE),
  ];
  const parts = [
    users && vscode.l10n.t('users {0}', users),
    organizations && vscode.l10n.t('organizations {0}', organizations),
    members && vscode.l10n.t('members {0}', members),
    waits && vscode.l10n.t('waiting for the server …'),
  ].filter((part) => part !== '' && part !== false);
  return parts.length === 0 ? vscode.l10n.t('connecting …') : parts.join(', ');
}
