import { setImmediate } from 'node:timers/promises';
import * as vscode from 'vscode';
import { subjectWithId, type Subject } from '../../access/text/documents.ts';
import { idsIn } from '../../access/text/links.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import type { Services } from '../services.ts';
import { accessUri, parseAccessUri } from './accessUri.ts';

/**
 * Links in one document: VS Code takes all of them at once, whatever of it is seen. From each id behind them, Go to
 * Definition leads on.
 */
const MOST = 10_000;

/** Lines that are looked through at once, in some 10 ms: each id has to be looked up. */
const AT_ONCE = 250;

/** An id in a document, that leads to the document of what it is of. */
class IdLink extends vscode.DocumentLink {
  readonly snapshot: Snapshot;
  readonly subject: Subject;

  constructor(range: vscode.Range, snapshot: Snapshot, subject: Subject) {
    super(range);
    this.snapshot = snapshot;
    this.subject = subject;
    this.tooltip = vscode.l10n.t('Open as text');
  }
}

/** Makes the ids in documents of access into links. A name may have brackets too: they are none. */
export class AccessLinks implements vscode.DocumentLinkProvider<IdLink> {
  readonly #services: Services;

  constructor(services: Services) {
    this.#services = services;
  }

  async provideDocumentLinks(
    document: vscode.TextDocument,
    token: vscode.CancellationToken,
  ): Promise<IdLink[]> {
    const snapshot = this.#services.snapshots.get(parseAccessUri(document.uri).snapshotId);
    const links: IdLink[] = [];
    for (let line = 0; line < document.lineCount && links.length < MOST; line++) {
      if (line % AT_ONCE === 0) await setImmediate();
      if (token.isCancellationRequested) return [];
      for (const { id, start, end } of idsIn(document.lineAt(line).text)) {
        const subject = subjectWithId(snapshot, id);
        if (subject === undefined) continue;
        links.push(new IdLink(new vscode.Range(line, start, line, end), snapshot, subject));
      }
    }
    return links;
  }

  resolveDocumentLink(link: IdLink): IdLink {
    link.target = accessUri(link.snapshot, link.subject);
    return link;
  }
}
