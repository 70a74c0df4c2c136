// `npm run editor`: a real VS Code on the packaged extension, in a browser, until Ctrl+C.
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
console.log(`VS Code with Logto Access: ${editor.url}`);
console.log(
  'Open it in a browser on this machine; choose Logto Access in the activity bar, then "Look at a demo tenant".',
);
console.log('The snapshots of `npm start` lie in out/. End with Ctrl+C.');
for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, () => void editor.close().then(() => process.exit(0)));
