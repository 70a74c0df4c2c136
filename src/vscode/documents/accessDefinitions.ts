import * as vscode from 'vscode';
import { subjectWithId } from '../../access/text/documents.ts';
import { idsIn } from '../../access/text/links.ts';
import type { Services } from '../services.ts';
import { accessUri, parseAccessUri } from './accessUri.ts';

/** Leads from any id in a document of access to the document of what it is of, however far down it stands. */
export function accessDefinitions({ snapshots }: Services): vscode.DefinitionProvider {
  return {
    provideDefinition: (document, { line, character }) => {
      const named = idsIn(document.lineAt(line).text).find(
        ({ start, end }) => start <= character && character <= end,
      );
      if (named === undefined) return undefined;
      const snapshot = snapshots.get(parseAccessUri(document.uri).snapshotId);
      const subject = subjectWithId(snapshot, named.id);
      return subject && new vscode.Location(accessUri(snapshot, subject), new vscode.Position(0, 0));
    },
  };
}
