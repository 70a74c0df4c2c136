import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Outcomes, Steps, Task } from './steps.ts';

const CHILD = join(import.meta.dirname, 'child.ts');
const WITH_KEYRING = join(import.meta.dirname, '..', '..', '..', 'editor', 'with-keyring.sh');

/** A D-Bus that starts no services, as on a machine where no keychain is installed. */
const BARE_BUS = `<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy>
</busconfig>`;

interface Wrapper {
  readonly command?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

/** The states a machine can be in, each made for real in a folder of its own. */
const SESSIONS = {
  unlocked: (): Wrapper => ({ command: [WITH_KEYRING] }),
  // D-Bus starts the keychain, which finds an empty home
  noKeyring: (): Wrapper => ({ command: ['dbus-run-session', '--'] }),
  noService: (folder: string): Wrapper => {
    const file = join(folder, 'bus.conf');
    writeFileSync(file, BARE_BUS);
    return { command: ['dbus-run-session', `--config-file=${file}`, '--'] };
  },
  noDBus: (): Wrapper => ({}),
  deadDBus: (folder: string): Wrapper => ({
    env: { DBUS_SESSION_BUS_ADDRESS: `unix:path=${join(folder, 'gone')}` },
  }),
  // the loader finds this file first, and it is no library
  noLibrary: (folder: string): Wrapper => {
    writeFileSync(join(folder, 'libsecret-1.so.0'), '');
    return { env: { LD_LIBRARY_PATH: folder } };
  },
};

export type Session = keyof typeof SESSIONS;

/** Takes steps in a process of its own in a session of that kind; gives what became of each. */
export async function inSession<Name extends string>(
  session: Session,
  steps: Steps<Name>,
  options: Omit<Task, 'steps'> = {},
): Promise<Outcomes<Name>> {
  const folder = mkdtempSync('/tmp/keychain-states-'); // the path of a socket has to be short
  try {
    mkdirSync(join(folder, 'run'), { mode: 0o700 });
    const { command = [], env } = SESSIONS[session](folder);
    const line = [...command, process.execPath, CHILD, JSON.stringify({ steps, ...options })];
    return JSON.parse(await output(line, { ...homeIn(folder), ...env })) as Outcomes<Name>;
  } finally {
    // a daemon that is just ending may still write
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  }
}

/** Nothing of this process's own session, its display among it, where a keychain might prompt. */
function homeIn(folder: string): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HOME: folder,
    XDG_DATA_HOME: folder,
    XDG_RUNTIME_DIR: join(folder, 'run'),
  };
}

function output([command = '', ...args]: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(command, args, { env, timeout: 60_000 }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else if (error.code === 'ENOENT') reject(new Error(`${command} is missing; run: node setup.mjs tests`));
      else reject(new Error(`${command} failed (${error.signal ?? String(error.code)}): ${stderr}`));
    });
  });
}
