import * as vscode from 'vscode';
import type { StoreChoice } from '../../credentials/vault.ts';
import { storeSetting } from '../settings.ts';

/** Where secrets are to be kept at this moment. */
export function storeChoiceNow(): StoreChoice {
  return storeSetting((key) => vscode.workspace.getConfiguration('logtoAccess').get(key));
}
