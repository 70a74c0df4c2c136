import type * as vscode from 'vscode';
import { documentLines } from '../../access/text/documents.ts';
import { writeDocument } from '../../access/text/write.ts';
import { CancelledError } from '../../errors.ts';
import type { Services } from '../services.ts';
import { parseAccessUri } from './accessUri.ts';
import { explain } from '../say.ts';

/** Gives access as read-only text, for reading, searching and VS Code's own diff. */
export function accessDocuments(services: Services): vscode.TextDocumentContentProvider {
  return { provideTextDocumentContent: (uri, token) => contentOf(services, uri, token) };
}

/** The text of a document; what goes wrong is said in it, since VS Code shows nothing else. */
export async function contentOf(
  { snapshots }: Services,
  uri: vscode.Uri,
  token: vscode.CancellationToken,
): Promise<string> {
  const cancelled = new AbortController();
  const listening = token.onCancellationRequested(() => cancelled.abort());
  try {
    const { snapshotId, subject } = parseAccessUri(uri);
    return await writeDocument(documentLines(snapshots.get(snapshotId), subject), {
      signal: cancelled.signal,
    });
  } catch (error) {
    if (error instanceof CancelledError) throw error;
    return `${explain(error)}\n`;
  } finally {
    listening.dispose();
  }
}
