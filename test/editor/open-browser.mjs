// The VS Code of this folder on the packaged extension, in a browser, until Ctrl+C; open.mjs installs what it needs.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { startEditor } from './code-host.mjs';

const root = join(import.meta.dirname, '..', '..');

/** With a keychain of its own where the machine gives none to a session without a desktop. */
function restartWithKeyring() {
  const script = join(import.meta.dirname, 'with-keyring.sh');
  const { status } = spawnSync(script, [process.execPath, import.meta.filename], { stdio: 'inherit' });
  process.exit(status ?? 1);
}

if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.LOGTO_ACCESS_PRIVATE_KEYRING)
  restartWithKeyring();

const editor = await startEditor({
  install: join(root, 'logto-access.vsix'),
  userData: join(root, 'out', 'editor'),
  headless: !process.env.DISPLAY,
  width: 1400,
  height: 900,
});

/** Does what a person would do first: opens the view, and the demo tenant where there is none yet. */
async function openDemo() {
  await editor.openWorkbench();
  await editor.page.locator('.activitybar .action-item a[aria-label^="Logto Access"]').click();
  const demo = editor.page.getByRole('button', { name: 'Look at a demo tenant' });
  const synced = editor.page.getByRole('treeitem', { name: /^Organizations/ });
  await demo.or(synced).first().waitFor({ timeout: 60_000 });
  if (await demo.isVisible()) await demo.click();
  await synced.waitFor({ timeout: 60_000 });
}

for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, () => void editor.close().then(() => process.exit(0)));
await openDemo();
console.log(`VS Code with Logto Access and the demo tenant: ${editor.url}`);
if (!process.env.DISPLAY)
  console.log(
    'No display: open that address in a browser on this machine, and Logto Access in the activity bar.',
  );
console.log('End with Ctrl+C.');
