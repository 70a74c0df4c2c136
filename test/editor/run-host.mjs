#!/usr/bin/env node
// Runs the tests that live in the extension host, in a real VS Code and with a real OS keychain.
//
//   node test/editor/run-host.mjs [TEST MODULE] [FOLDER TO OPEN]
//
// The test module is out/test/host/index.cjs unless given, and the folder an empty one: VS Code runs no tasks without
// any. LOGTO_ACCESS_VSCODE names a desktop VS Code to use instead of the one installed in this folder;
// LOGTO_ACCESS_EXTENSION another extension than this repository's.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { writeSettings } from './lib/settings.mjs';

const here = import.meta.dirname;
const root = path.join(here, '..', '..');
const desktop = process.env.LOGTO_ACCESS_VSCODE;
const [testModule = path.join(root, 'out', 'test', 'host', 'index.cjs'), folder] = process.argv.slice(2);

/** Only Linux has a keychain that can be had for a run; elsewhere the tests meet the user's own. */
function needsKeyring() {
  return process.platform === 'linux' && !process.env.LOGTO_ACCESS_PRIVATE_KEYRING;
}

/** This same command again, with a keychain of its own. */
function runWithKeyring() {
  const { status, signal, error } = spawnSync(
    path.join(here, 'with-keyring.sh'),
    [process.execPath, import.meta.filename, ...process.argv.slice(2)],
    { stdio: 'inherit', env: { ...process.env, KEYRING_KEEP_DISPLAY: desktop ? '1' : '' } },
  );
  if (error) throw error;
  return status ?? 128 + os.constants.signals[signal];
}

/** Things that are missing are worth a clear line of their own. */
function checkInstalled() {
  if (!existsSync(path.join(here, 'node_modules', '@vscode', 'test-electron'))) {
    throw new Error('The editor for the tests is not installed; run: node setup.mjs tests');
  }
  if (!existsSync(testModule))
    throw new Error(`There is no test module ${testModule}; build the tests first`);
}

function emptyFolder(tmp) {
  const empty = path.join(tmp, 'workspace');
  mkdirSync(empty);
  return empty;
}

async function runInVsCode(tmp, results) {
  const { runTests } = await import('@vscode/test-electron');
  const userData = path.join(tmp, 'data');
  writeSettings(userData);
  return runTests({
    vscodeExecutablePath: desktop ?? path.join(here, 'code-host'),
    extensionDevelopmentPath: path.resolve(process.env.LOGTO_ACCESS_EXTENSION ?? root),
    extensionTestsPath: path.resolve(testModule),
    extensionTestsEnv: { ...process.env, LOGTO_ACCESS_RESULTS: results, LOGTO_ACCESS_USER_DATA: userData },
    launchArgs: [
      folder === undefined ? emptyFolder(tmp) : path.resolve(folder),
      `--user-data-dir=${userData}`,
      `--extensions-dir=${path.join(tmp, 'extensions')}`,
    ],
  });
}

const authority = (name) => path.join(root, 'test', 'fixtures', 'tls', `${name}-authority.cert.pem`);

/** A private authority that the tests' editor trusts, as a company's machines trust its own. */
process.env.NODE_EXTRA_CA_CERTS = authority('private');
/** Another one in the system's store, where OpenSSL looks for that. */
process.env.SSL_CERT_FILE = authority('system');

const sizeOf = (file) => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

/** An extension host that ends early, with code 0, looks like success: the tests must have written their result. */
async function runTestsInHost() {
  checkInstalled();
  const tmp = mkdtempSync(path.join(os.tmpdir(), 'run-host-'));
  const results = path.resolve(process.env.LOGTO_ACCESS_RESULTS ?? path.join(tmp, 'results.jsonl'));
  const before = sizeOf(results);
  try {
    const code = await runInVsCode(tmp, results);
    if (sizeOf(results) === before) throw new Error('The extension host ended before the tests did');
    return code;
  } finally {
    rmSync(tmp, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

try {
  process.exitCode = needsKeyring() ? runWithKeyring() : await runTestsInHost();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
