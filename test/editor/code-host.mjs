// A real VS Code without a desktop: code-server (the workbench's server with the real Node extension host) shown in
// Debian's Chromium. For tests inside the extension host see code-host-cli.mjs; for tests of the user interface:
//
//   const editor = await startEditor({ install: 'logto-access.vsix', folder: '/some/folder' });
//   try { await editor.openWorkbench(); … editor.page … } finally { await editor.close(); }
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openBrowser } from './lib/browser.mjs';
import { requireInstalled } from './lib/paths.mjs';
import { freePort } from './lib/process.mjs';
import { installExtensions, startServer } from './lib/server.mjs';
import { writeSettings } from './lib/settings.mjs';

const WORKBENCH_LIMIT_MS = 180_000;
/** In place of starting without trust, and without a word. */
const ASKS_FOR_TRUST = {
  'security.workspace.trust.enabled': true,
  'security.workspace.trust.startupPrompt': 'always',
};
const list = (value) => (value === undefined ? [] : [value].flat());

/** A kept user-data folder keeps its port too: what the browser remembers belongs to the address. */
async function portOf(data) {
  const file = path.join(data, 'port');
  const port = await freePort(existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0);
  writeFileSync(file, String(port));
  return port;
}

/** What to open, and which extension and tests to load from their folders. */
function workbenchUrl(at, { folder, extensionDevelopmentPath, extensionTestsPath }) {
  const remote = (file) => `vscode-remote://${at}${encodeURI(path.resolve(file))}`;
  const payload = list(extensionDevelopmentPath).map((dir) => ['extensionDevelopmentPath', remote(dir)]);
  if (extensionTestsPath) payload.push(['extensionTestsPath', remote(extensionTestsPath)]);
  const isUri = /^\w+:\//.test(folder ?? '');
  const query = new URLSearchParams(
    folder ? { folder: isUri ? folder : path.resolve(folder) } : { ew: 'true' },
  );
  if (payload.length > 0) query.set('payload', JSON.stringify(payload));
  return `http://${at}/?${query}`;
}

/** Closes what was opened, last first, each even if another one fails; also when a signal ends this process. */
function closer() {
  const stops = [];
  const closeAll = async () => {
    while (stops.length > 0) await Promise.resolve(stops.pop()()).catch(() => {});
  };
  let closing;
  const close = () => (closing ??= closeAll());
  const onSignal = (signal) => void close().then(() => process.exit(128 + os.constants.signals[signal]));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.once(signal, onSignal);
    stops.push(() => void process.off(signal, onSignal));
  }
  return { add: (stop) => stops.push(stop), close };
}

async function openWorkbench(page, url) {
  // 'commit': the load event of a workbench says nothing, and waiting for it can outlast any limit.
  await page.goto(url, { waitUntil: 'commit', timeout: WORKBENCH_LIMIT_MS });
  await page
    .locator('.monaco-workbench .activitybar .action-item')
    .first()
    .waitFor({ timeout: WORKBENCH_LIMIT_MS });
  await page.locator('.monaco-workbench .statusbar-item').first().waitFor({ timeout: WORKBENCH_LIMIT_MS });
}

/** The folders of one start: what is not asked to be kept lies in `tmp` and goes with it. */
function makeFolders({ userData, extensionsDir, settings, asksForTrust = false }) {
  const tmp = mkdtempSync(path.join(os.tmpdir(), 'code-host-'));
  const data = path.resolve(userData ?? path.join(tmp, 'data'));
  const extensions = path.resolve(extensionsDir ?? path.join(data, 'extensions'));
  mkdirSync(extensions, { recursive: true });
  writeSettings(data, { ...settings, ...(asksForTrust && ASKS_FOR_TRUST) });
  return { tmp, data, extensionsDir: extensions };
}

async function open(options, folders, opened) {
  const { width = 1280, height = 800, headless = true, env = {} } = options;
  const files = list(options.install);
  if (files.length > 0) await installExtensions({ ...folders, env, files });

  const at = `127.0.0.1:${await portOf(folders.data)}`;
  // Without the driver a built VS Code ignores extensions from a folder; with it, it shows no notifications and dialogs.
  const smokeTestDriver = Boolean(options.extensionDevelopmentPath ?? options.extensionTestsPath);
  const server = await startServer({
    ...folders,
    env,
    at,
    smokeTestDriver,
    asksForTrust: options.asksForTrust ?? false,
    builtins: options.builtins ?? [],
  });
  opened.add(server.stop);

  const profile = path.join(folders.data, 'browser');
  const { context, page } = await openBrowser({ tmp: folders.tmp, profile, width, height, headless });
  opened.add(() => context.close());
  return { context, page, at, serverLog: server.log };
}

/** Starts the server and the browser; the workbench is opened by `openWorkbench()`. Types and options: code-host.d.mts */
export async function startEditor(options = {}) {
  requireInstalled();
  const folders = makeFolders(options);
  const opened = closer();
  opened.add(() => rmSync(folders.tmp, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }));
  try {
    const { context, page, at, serverLog } = await open(options, folders, opened);
    const url = workbenchUrl(at, options);
    return {
      page,
      context,
      browser: context.browser(),
      data: folders.data,
      extensionsDir: folders.extensionsDir,
      url,
      serverLog,
      openWorkbench: () => openWorkbench(page, url),
      close: opened.close,
    };
  } catch (error) {
    await opened.close();
    throw error;
  }
}
