import type { Browser, BrowserContext, Page } from 'playwright-core';

export interface EditorOptions {
  /** Packaged extensions (.vsix) to install first. */
  install?: string | string[];
  /** Extensions to load from their folders. Switches the smoke test driver on, which hides notifications and dialogs. */
  extensionDevelopmentPath?: string | string[];
  /** A CommonJS module whose `run()` is called in the extension host. */
  extensionTestsPath?: string;
  /** The folder to open, or the URI of a virtual one; none opens an empty window. */
  folder?: string;
  /** Has VS Code ask whether one trusts the folder, as it does for a person. */
  asksForTrust?: boolean;
  /** A folder to keep between starts: settings, the extension's storage, `globalState`, installed extensions. */
  userData?: string;
  /** Where extensions are installed; in the user-data folder unless given. */
  extensionsDir?: string;
  /** Builtin extensions besides the few that are always there, by the names of their folders. */
  builtins?: string[];
  /** Environment of the server and so of the extension host. */
  env?: Record<string, string>;
  settings?: Record<string, unknown>;
  width?: number;
  height?: number;
  headless?: boolean;
}

export interface Editor {
  page: Page;
  context: BrowserContext;
  browser: Browser | null;
  /** The user-data folder; an extension's `globalStorageUri` is `User/globalStorage/<publisher.name>` in it. */
  data: string;
  extensionsDir: string;
  url: string;
  /** What the server and its extension host have printed so far. */
  serverLog(): string;
  /** Loads the workbench and waits until it is drawn; extensions may still be starting. */
  openWorkbench(): Promise<void>;
  /** Ends the browser and the server, and removes what is temporary. */
  close(): Promise<void>;
}

export function startEditor(options?: EditorOptions): Promise<Editor>;
