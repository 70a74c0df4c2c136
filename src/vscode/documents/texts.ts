import * as vscode from 'vscode';
import { oneLine } from '../../words.ts';

/** Scheme of read-only documents that were made once, for a person who asked. */
const TEXT_SCHEME = 'logto-access-text';

/** So many texts are kept: VS Code closes the document of a preview long before the preview. */
const MOST = 20;

/** Texts that were made to be read: reports and histories. They end with the session, as what they tell of may. */
export class Texts implements vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #registered: vscode.Disposable;

  constructor() {
    this.#registered = vscode.Disposable.from(
      this.#changed,
      vscode.workspace.registerTextDocumentContentProvider(TEXT_SCHEME, {
        onDidChange: this.#changed.event,
        provideTextDocumentContent: (uri) => this.#texts.get(uri.path) ?? ENDED,
      }),
    );
  }

  /** The address of a text, under the name that its tab is to have; another one of that name takes its place. */
  add(name: string, text: string): vscode.Uri {
    const path = `/${oneLine(name).replace(/[\\/?#]/g, ' ')}`;
    this.#texts.delete(path); // so that it is the newest
    this.#texts.set(path, text);
    for (const oldest of [...this.#texts.keys()].slice(0, -MOST)) this.#texts.delete(oldest);
    const uri = vscode.Uri.from({ scheme: TEXT_SCHEME, path });
    this.#changed.fire(uri);
    return uri;
  }

  dispose(): void {
    this.#registered.dispose();
  }
}

const ENDED = 'This text is no longer kept. Ask for it again.\n';
