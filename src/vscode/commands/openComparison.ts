import * as vscode from 'vscode';
import { AccessError } from '../../errors.ts';
import type { Comparison } from '../../changes/model.ts';
import type { Services } from '../services.ts';

/** The comparison that the Changes view shows; an error says what to do where it shows none. */
export function openComparison({ comparison }: Services): Comparison {
  if (comparison.value !== undefined) return comparison.value;
  throw new AccessError(vscode.l10n.t('No snapshots are being compared.'), {
    code: 'comparison.none',
    hint: vscode.l10n.t('Choose Compare Two Snapshots first.'),
  });
}
