import assert from 'node:assert/strict';
import { once, EventEmitter } from 'node:events';
import * as vscode from 'vscode';
import type { FromPage, ToPage } from '../../../src/access/map/messages.ts';

/** A map that was opened, with its page's part played by the test: the page itself cannot be seen from the host. */
export interface OpenedMap {
  readonly panel: vscode.WebviewPanel;
  /** What the extension has said, oldest first. */
  readonly heard: ToPage[];
  /** Says something as the page would, or as something else would that speaks in its place. */
  say(message: FromPage | Readonly<Record<string, unknown>>): void;
  /** Waits until the extension has said something of a kind since the last look. */
  next<T extends ToPage['type']>(type: T): Promise<Extract<ToPage, { type: T }>>;
}

const opened: OpenedMap[] = [];
const createWebviewPanel = vscode.window.createWebviewPanel.bind(vscode.window);

vscode.window.createWebviewPanel = (...parameters: Parameters<typeof createWebviewPanel>) => {
  const panel = createWebviewPanel(...parameters);
  opened.push(watch(panel));
  return panel;
};

function watch(panel: vscode.WebviewPanel): OpenedMap {
  const heard: ToPage[] = [];
  const told = new EventEmitter();
  const listeners: ((message: unknown) => void)[] = [];
  let looked = 0;
  // The real page is left out, so that it does not speak too.
  Object.defineProperty(panel.webview, 'onDidReceiveMessage', {
    value: (listener: (message: unknown) => void) => {
      listeners.push(listener);
      return new vscode.Disposable(() => undefined);
    },
  });
  Object.defineProperty(panel.webview, 'postMessage', {
    value: (message: ToPage) => {
      heard.push(structuredClone(message));
      told.emit('message');
      return Promise.resolve(true);
    },
  });
  return {
    ...{ panel, heard },
    say: (message) => listeners.forEach((listener) => listener(message)),
    next: async (type) => {
      for (;;) {
        const at = heard.findIndex((message, i) => i >= looked && message.type === type);
        if (at >= 0) {
          looked = at + 1;
          return heard[at] as Extract<ToPage, { type: typeof type }>;
        }
        await once(told, 'message', { signal: AbortSignal.timeout(15_000) });
      }
    },
  };
}

/** The map that was opened last. */
export function openedMap(): OpenedMap {
  const last = opened.at(-1);
  assert.ok(last, 'a map was opened');
  return last;
}
