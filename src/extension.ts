import type * as vscode from 'vscode';
import type { LogtoAccessApi } from './vscode/api.ts';
import { Texts } from './vscode/documents/texts.ts';
import type { Features } from './vscode/features.ts';
import { once } from './vscode/lazy.ts';
import { loadByItself } from './vscode/loadByItself.ts';
import { registerAll } from './vscode/register.ts';
import { statusItemAtStart } from './vscode/status/statusItem.ts';
import { createViews } from './vscode/views/views.ts';

declare const VERSION: string; // put in by the bundler

/**
 * Registers views, commands and providers, and returns the API for other extensions. Nothing else happens, and little
 * else is loaded, before one of them is used.
 */
export function activate(context: vscode.ExtensionContext): LogtoAccessApi {
  const load = once(async (): Promise<Features> => {
    const { startFeatures } = await import('./vscode/features.ts');
    return startFeatures(context, { views, status, texts, version: VERSION });
  });
  const texts = new Texts();
  const views = createViews(async () => (await load()).trees);
  const status = statusItemAtStart(context);
  context.subscriptions.push(texts, ...Object.values(views));
  loadByItself(context, load);
  return registerAll(context, load);
}
