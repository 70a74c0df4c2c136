import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Outcomes, Steps, Task } from './steps.ts';

const CHILD = join(import.meta.dirname, 'child.ts');
const WITH_KEYRING = join(import.meta.dirname, '..', '..', '..', 'editor', 'with-keyring.sh');

/** A D-Bus that starts the services of a folder and no others. */
const busFor = (services: string): string => `<busconfig>
  <type>session</type>
  <servicedir>${services}</servicedir>
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
  noKeyring: (): Wrapper => {
    mustHave('gnome-keyring-daemon');
    return { command: ['dbus-run-session', '--'] };
  },
  noService: (folder: string) => ownBus(folder),
  failingService: (folder: string) => ownBus(folder, '/bin/false'),
  uninstalledService: (folder: string) => ownBus(folder, join(folder, 'gone')),
  noDBus: (): Wrapper => ({}),
  emptyDBus: (): Wrapper => ({ env: { DBUS_SESSION_BUS_ADDRESS: '' } }),
  // what containers set so that nothing looks for D-Bus
  nullDBus: (): Wrapper => ({ env: { DBUS_SESSION_BUS_ADDRESS: '/dev/null' } }),
  refusingDBus: (): Wrapper => ({ env: { DBUS_SESSION_BUS_ADDRESS: 'tcp:host=127.0.0.1,port=1' } }),
  deadDBus: (folder: string): Wrapper => ({
    env: { DBUS_SESSION_BUS_ADDRESS: `unix:path=${join(folder, 'gone')}` },
  }),
  // the loader finds this file first, and it is no library
  noLibrary: (folder: string): Wrapper => {
    writeFileSync(join(folder, 'libsecret-1.so.0'), '');
    return { env: { LD_LIBRARY_PATH: folder } };
  },
};

/** A D-Bus whose keychain is the given program; without one it has none, as where no keychain is installed. */
function ownBus(folder: string, keychain?: string): Wrapper {
  const [file, services] = [join(folder, 'bus.conf'), join(folder, 'services')];
  mkdirSync(services);
  writeFileSync(file, busFor(services));
  if (keychain !== undefined) {
    const service = `[D-BUS Service]\nName=org.freedesktop.secrets\nExec=${keychain}\n`;
    writeFileSync(join(services, 'keychain.service'), service);
  }
  return { command: ['dbus-run-session', `--config-file=${file}`, '--'] };
}

/** Without its program a session would be another one, and its tests would fail for a reason they do not say. */
function mustHave(program: string): void {
  const folders = (process.env.PATH ?? '').split(delimiter);
  if (!folders.some((folder) => existsSync(join(folder, program)))) throw missing(program);
}

function missing(program: string): Error {
  return new Error(`${program} is missing; run: node setup.mjs tests`);
}

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
      else if (error.code === 'ENOENT') reject(missing(command));
      else reject(new Error(`${command} failed (${error.signal ?? String(error.code)}): ${stderr}`));
    });
  });
}
