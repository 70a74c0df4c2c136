import { writeFileSync } from 'node:fs';
import * as vscode from 'vscode';

/** Runs in an extension host: activates the extension that is measured, and says how long that took, ms. */
export async function run(): Promise<void> {
  const extension = vscode.extensions.getExtension('bench.probed');
  if (extension === undefined || extension.isActive)
    throw new Error('The extension is missing, or active already.');
  const started = performance.now();
  await extension.activate();
  const ms = performance.now() - started;
  writeFileSync(String(process.env.LOGTO_ACCESS_RESULTS), JSON.stringify({ ms }));
}
