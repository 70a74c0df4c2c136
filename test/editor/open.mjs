// `npm run editor`: a real VS Code on the extension. Linux on x64 gets one of its own, with the demo tenant open in it;
// other machines use the VS Code that is installed.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

const NOT_OPENED = `VS Code did not open: its command "code" is not on the PATH, or it failed.
Install VS Code from https://code.visualstudio.com; on a Mac also run "Shell Command: Install 'code' command in PATH" in it.
Or run "Extensions: Install from VSIX..." in VS Code, with ${join(root, 'logto-access.vsix')}.`;

/** Installs the editor for the tests and opens it; the setup says itself what it lacks. */
async function openOwn() {
  const { status } = spawnSync(process.execPath, ['setup.mjs', 'tests'], { cwd: root, stdio: 'inherit' });
  if (status === 0) await import('./open-browser.mjs');
  else process.exitCode = 1;
}

/** Opens the VS Code of this machine on the extension in this folder. */
function openInstalled() {
  const extension = `--extensionDevelopmentPath=${root}`;
  const { status } =
    process.platform === 'win32' // where `code` is a batch file, which only a shell can run
      ? spawnSync(`code "${extension}"`, { stdio: 'inherit', shell: true })
      : spawnSync('code', [extension], { stdio: 'inherit' });
  if (status === 0) console.log('VS Code opens with Logto Access: choose it in the activity bar.');
  else console.error(NOT_OPENED);
  process.exitCode = status === 0 ? 0 : 1;
}

if (process.platform === 'linux' && process.arch === 'x64') await openOwn();
else openInstalled();
