import * as vscode from 'vscode';
import type { OpenOptions } from '../../jobs/openFile.ts';
import { withJobProgress } from '../jobProgress.ts';
import { nameOf } from '../targets.ts';

/** Shows how far the reading of files is, where that takes long, and lets a person cancel it. */
export function withReadProgress<T>(
  files: readonly string[],
  read: (options: OpenOptions) => Promise<T>,
): Thenable<T> {
  const names = files.map((file) => nameOf(file)).join(', ');
  return withJobProgress(vscode.l10n.t('Opening {0}', names), read);
}
