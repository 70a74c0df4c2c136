import { spawn } from 'node:child_process';
import http from 'node:http';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** The wanted port of this machine if it is free, else any free one. */
export function freePort(wanted = 0) {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', (error) => (wanted ? resolve(freePort()) : reject(error)));
    server.listen(wanted, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** The status of a GET, 0 when nobody answers. */
export function httpStatus(url) {
  return new Promise((resolve) => {
    http.get(url, (response) => resolve(response.resume().statusCode)).on('error', () => resolve(0));
  });
}

/** The environment for a program that shall leave nothing in the home folder and in the system's temporary one. */
export function awayFromHome(tmp, env = {}) {
  const xdg = path.join(tmp, 'xdg');
  return {
    ...process.env,
    XDG_CONFIG_HOME: xdg,
    XDG_CACHE_HOME: xdg,
    XDG_DATA_HOME: xdg,
    TMPDIR: tmp,
    ...env,
  };
}

/** Starts a process in a group of its own, which does not outlive this process. */
export function spawnGroup(command, args, env) {
  const child = spawn(command, args, { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const kill = () => signalGroup(child, 'SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  return child;
}

/** Everything a process says, kept and passed on to `onText`. */
export function collectOutput(child, onText) {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (data) => {
      text += data;
      onText(data);
    });
  }
  return () => text;
}

export const hasEnded = (child) => child.exitCode !== null || child.signalCode !== null;

export function ended(child) {
  return hasEnded(child) ? Promise.resolve() : new Promise((resolve) => child.once('exit', resolve));
}

function signalGroup(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch {
    // nobody is left in the group
  }
}

/** Ends a process of spawnGroup(), with its whole group and nothing else. */
export async function stopGroup(child, graceMs = 4000) {
  signalGroup(child, 'SIGTERM');
  await Promise.race([ended(child), sleep(graceMs, undefined, { ref: false })]);
  signalGroup(child, 'SIGKILL');
  await ended(child);
}
