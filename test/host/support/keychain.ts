import { execFileSync } from 'node:child_process';
import sinon from 'sinon';
import * as vscode from 'vscode';

/** The process of the test's own keychain. */
function keychainProcess(): number {
  const bus = ['--session', '--print-reply=literal', '--dest=org.freedesktop.DBus', '/'];
  const ask = ['org.freedesktop.DBus.GetConnectionUnixProcessID', 'string:org.freedesktop.secrets'];
  return Number(/\d+$/.exec(execFileSync('dbus-send', [...bus, ...ask], { encoding: 'utf8' }).trim())?.[0]);
}

/**
 * Lets the keychain be silent, as one that waits for its password, and a person cancel each notification that says so;
 * gives the titles of these. Afterwards the keychain answers all that it was asked.
 */
export async function cancellingWhileSilent(action: () => PromiseLike<unknown>): Promise<string[]> {
  const titles: string[] = [];
  const shown = sinon.stub(vscode.window, 'withProgress').callsFake((options, task) => {
    titles.push(options.title ?? '');
    const person = new vscode.CancellationTokenSource();
    const working = task({ report: () => undefined }, person.token);
    person.cancel();
    return working;
  });
  const daemon = keychainProcess();
  process.kill(daemon, 'SIGSTOP');
  try {
    await action();
    return titles;
  } finally {
    process.kill(daemon, 'SIGCONT');
    shown.restore();
  }
}
