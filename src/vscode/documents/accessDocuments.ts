import * as vscode from 'vscode';
import { organizationLines, tenantLines } from '../../access/text.ts';
import { describeError } from '../../errors.ts';
import type { Services } from '../services.ts';
import { ACCESS_SCHEME, parseAccessUri } from './accessUri.ts';

/** Gives access as read-only text, for reading, searching and VS Code's own diff. */
export function registerAccessDocuments(context: vscode.ExtensionContext, services: Services): void {
  const provider: vscode.TextDocumentContentProvider = {
    provideTextDocumentContent: (uri) => contentOf(services, uri),
  };
  context.subscriptions.push(vscode.workspace.registerTextDocumentContentProvider(ACCESS_SCHEME, provider));
}

function contentOf({ snapshots }: Services, uri: vscode.Uri): string {
  const { snapshotId, organizationId } = parseAccessUri(uri);
  try {
    const snapshot = snapshots.get(snapshotId);
    const lines =
      organizationId === undefined ? tenantLines(snapshot) : organizationLines(snapshot, organizationId);
    return `${[...lines].join('\n')}\n`;
  } catch (error) {
    return `${describeError(error)}\n`;
  }
}
