import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { BUILTIN_EXTENSIONS, CODE_SERVER, NODE } from './paths.mjs';
import {
  awayFromHome,
  collectOutput,
  ended,
  hasEnded,
  httpStatus,
  spawnGroup,
  stopGroup,
} from './process.mjs';

/** The builtin extensions that matter here; leaving out the other hundred saves a quarter of the CPU of a start. */
const BUILTINS = [
  'configuration-editing',
  'diff',
  'ini',
  'json',
  'json-language-features',
  'log',
  'markdown-basics',
  'theme-defaults',
  'theme-seti',
  'yaml',
];

const START_LIMIT_MS = 90_000;
const INSTALL_LIMIT_MS = 120_000;
const DEBUG = process.env.CODE_HOST_DEBUG === '1';
const debug = (text) => DEBUG && process.stderr.write(text);

function linkBuiltins(dir, more) {
  mkdirSync(dir, { recursive: true });
  for (const name of [...BUILTINS, ...more])
    symlinkSync(path.join(BUILTIN_EXTENSIONS, name), path.join(dir, name));
  return dir;
}

/** code-server would write a config file into the home folder if it got none. */
function writeConfig(tmp) {
  const file = path.join(tmp, 'config.yaml');
  writeFileSync(file, 'auth: none\n');
  return file;
}

function spawnServer({ tmp, env }, args) {
  // No gallery: nothing is searched, recommended or updated.
  const child = spawnGroup(
    NODE,
    [CODE_SERVER, ...args],
    awayFromHome(tmp, { EXTENSIONS_GALLERY: '{}', ...env }),
  );
  return { child, log: collectOutput(child, debug) };
}

/** Installs packaged extensions (.vsix) into an extensions folder. */
export async function installExtensions({ files, tmp, data, extensionsDir, env }) {
  const install = files.flatMap((file) => ['--install-extension', path.resolve(file)]);
  const common = [
    '--force',
    '--config',
    writeConfig(tmp),
    '--user-data-dir',
    data,
    '--extensions-dir',
    extensionsDir,
  ];
  const { child, log } = spawnServer({ tmp, env }, [...common, ...install]);
  const timer = setTimeout(() => void stopGroup(child), INSTALL_LIMIT_MS);
  await ended(child);
  clearTimeout(timer);
  if (child.exitCode !== 0) throw new Error(`The extension was not installed:\n${log()}`);
}

function serverArguments({ tmp, at, data, extensionsDir, smokeTestDriver, asksForTrust, builtins }) {
  const vscode = [`builtin-extensions-dir=${linkBuiltins(path.join(tmp, 'builtin'), builtins)}`];
  if (smokeTestDriver) vscode.push('enable-smoke-test-driver');
  return [
    ...['--config', writeConfig(tmp), '--auth', 'none', '--bind-addr', at],
    ...['--user-data-dir', data, '--extensions-dir', extensionsDir],
    ...['--disable-telemetry', '--disable-update-check'],
    ...(asksForTrust ? [] : ['--disable-workspace-trust']),
    ...['--disable-getting-started-override', '--ignore-last-opened', '--disable-proxy'],
    ...vscode.flatMap((option) => ['--vscode-option', option]),
  ];
}

/** Starts the server and waits until it answers. */
export async function startServer(options) {
  const { child, log } = spawnServer(options, serverArguments(options));
  const giveUpAt = Date.now() + START_LIMIT_MS;
  while ((await httpStatus(`http://${options.at}/healthz`)) !== 200) {
    if (hasEnded(child) || Date.now() > giveUpAt) {
      await stopGroup(child);
      throw new Error(`The VS Code server did not start:\n${log()}`);
    }
    await sleep(100);
  }
  return { log, stop: () => stopGroup(child) };
}
