import { spawnSync } from 'node:child_process';

/** What a command prints; nothing where it fails, as secret-tool does for an item that is not there. */
export function run(command: string, ...args: string[]): string {
  const { error, stdout } = spawnSync(command, args, { encoding: 'utf8' });
  if (error) throw new Error(`${command} cannot be started (${error.message}); run: node setup.mjs tests`);
  return stdout;
}

const send = (destination: string, ...call: string[]): string =>
  run('dbus-send', '--session', '--print-reply=literal', `--dest=${destination}`, ...call);

/** Locks the keyring as the user would in a keychain program. */
export function lockKeyring(): void {
  const answer = send(
    ...([
      'org.freedesktop.secrets',
      '/org/freedesktop/secrets',
      'org.freedesktop.Secret.Service.Lock',
    ] as const),
    'array:objpath:/org/freedesktop/secrets/collection/login',
  );
  if (!answer.includes('collection/login')) throw new Error(`the keyring was not locked: ${answer}`);
}

let daemon: number | undefined;

/** Makes the session's keychain stop answering, as it does while a prompt of it is open, and go on again. */
export function signalDaemon(signal: 'SIGSTOP' | 'SIGCONT'): void {
  daemon ??= daemonId();
  process.kill(daemon, signal);
}

function daemonId(): number {
  const call = ['/', 'org.freedesktop.DBus.GetConnectionUnixProcessID', 'string:org.freedesktop.secrets'];
  const id = /uint32 (\d+)/.exec(send('org.freedesktop.DBus', ...call))?.[1];
  if (id === undefined) throw new Error('no keychain runs in this session');
  return Number(id);
}
