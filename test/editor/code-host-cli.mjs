// Stands in for the desktop `code` executable: takes the arguments of @vscode/test-electron's runTests(), runs the test
// module in a real extension host, prints its output and ends with its exit code. Started by ./code-host, which finds Node.
//
//   CODE_HOST_TIMEOUT_MS  limit for the whole run (2400000)
//   CODE_HOST_SHOT        where to write a screenshot when the run fails
//   CODE_HOST_CONSOLE=1   print the console of the workbench and of the extension host
//   CODE_HOST_DEBUG=1     print what the server says
import { createRequire } from 'node:module';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { format } from 'node:util';
import { startEditor } from './code-host.mjs';
import { followLog } from './lib/follow-log.mjs';

const LIMIT_MS = Number(process.env.CODE_HOST_TIMEOUT_MS ?? 2_400_000);
const require = createRequire(import.meta.url);

const readers = {
  extensionDevelopmentPath: (options, value) => options.extensionDevelopmentPath.push(value),
  extensionTestsPath: (options, value) => (options.extensionTestsPath = require.resolve(path.resolve(value))),
  'user-data-dir': (options, value) => (options.userData = value),
  'extensions-dir': (options, value) => (options.extensionsDir = value),
};

/** Desktop switches that mean nothing here are ignored; what is no switch is the folder to open. */
function parseArguments(args) {
  const options = { extensionDevelopmentPath: [] };
  for (const arg of args) {
    const [, name, value = ''] = /^--([^=]+)=?(.*)$/s.exec(arg) ?? [];
    if (name === undefined) options.folder = arg;
    else if (Object.hasOwn(readers, name)) readers[name](options, value);
  }
  if (!options.extensionTestsPath) throw new Error('--extensionTestsPath=… is missing');
  return options;
}

/**
 * How the extension host ended. The workbench says "0" even when a signal killed it, so only the server's own line
 * counts; it comes a moment after the workbench is done.
 */
async function exitOfExtensionHost(editor, reportedByWorkbench) {
  for (let i = 0; i < 100; i++) {
    const end = /Extension Host Process exited with code: (\S+), signal: (\S+?)\./.exec(editor.serverLog());
    if (end && end[2] !== 'null') throw new Error(`The extension host died of ${end[2]}`);
    if (end) return reportedByWorkbench || Number(end[1]);
    await sleep(100);
  }
  throw new Error('The extension host did not say how it ended');
}

/** Runs the tests; resolves with their exit code. */
function runTests(editor) {
  return new Promise((resolve, reject) => {
    const { page } = editor;
    const print = (type, args) =>
      process.env.CODE_HOST_CONSOLE === '1' && console.log(`[${type}] ${format(...args)}`);
    const open = async () => {
      await page.exposeFunction('codeAutomationLog', print);
      await page.exposeFunction('codeAutomationExit', (code) =>
        exitOfExtensionHost(editor, code).then(resolve, reject),
      );
      await page.goto(editor.url, { waitUntil: 'commit', timeout: LIMIT_MS });
    };
    setTimeout(() => reject(new Error(`No result after ${LIMIT_MS / 1000} s`)), LIMIT_MS).unref();
    page.on('crash', () => reject(new Error('The workbench crashed')));
    page.on('close', () => reject(new Error('The workbench was closed')));
    open().catch(reject);
  });
}

async function saveScreenshot(editor) {
  const file = process.env.CODE_HOST_SHOT;
  if (file) await editor.page.screenshot({ path: file, timeout: 10_000 }).catch(() => {});
}

async function main() {
  const log = followLog(process.stdout);
  const editor = await startEditor({
    ...parseArguments(process.argv.slice(2)),
    env: { CODE_HOST_LOG: log.file },
  });
  try {
    const code = await runTests(editor);
    if (code !== 0) await saveScreenshot(editor);
    return code;
  } catch (error) {
    await saveScreenshot(editor);
    throw error;
  } finally {
    await editor.close();
    log.close();
  }
}

async function exit(code) {
  // runTests() stops listening when this process ends; give it the time to read the last lines.
  await sleep(300);
  process.exit(code);
}

main().then(exit, (error) => {
  console.error(`code-host: ${error instanceof Error ? error.message : error}`);
  return exit(1);
});
