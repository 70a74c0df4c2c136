#!/usr/bin/env node
import { describeError, CancelledError } from './errors.ts';
import { UsageError } from './cli/arguments.ts';
import { demoCommand } from './cli/demo.ts';
import { diffCommand } from './cli/diff.ts';
import type { Engine } from './cli/engine.ts';
import { exportCommand } from './cli/export.ts';
import { print, tell } from './cli/output.ts';
import { syncCommand } from './cli/sync.ts';
import { treeCommand } from './cli/tree.ts';

declare const VERSION: string; // put in by the bundler

const HELP = `Logto Access: who can do what in a Logto tenant. It only ever reads.

  logto-access demo [--out DIR]
      the whole job on an embedded tenant with made-up people
  logto-access sync --base-url URL --client-id ID --out FILE
      [--token-url URL] [--resource INDICATOR] [--name NAME] [--concurrency N] [--allow-http] [--json]
      reads a tenant into a snapshot; the App Secret comes from LOGTO_CLIENT_SECRET
  logto-access tree FILE [--depth N] [--json]
      who has what
  logto-access export FILE --format c1-json --out FILE [--json]
      for ConductorOne
  logto-access diff OLDER NEWER [--format text|markdown|json]
      what changed; exit code 0: nothing, 1: something, 2: an error
`;

type Command = (args: readonly string[], engine: Engine) => Promise<number> | number;
const COMMANDS: Readonly<Record<string, Command>> = {
  demo: demoCommand,
  sync: syncCommand,
  tree: treeCommand,
  export: exportCommand,
  diff: diffCommand,
};

async function main([name = 'help', ...args]: readonly string[]): Promise<number> {
  if (['help', '--help', '-h'].includes(name)) {
    print(HELP);
    return 0;
  }
  const command = COMMANDS[name];
  if (command === undefined) throw new UsageError(`There is no command "${name}".`);
  const interrupted = new AbortController();
  process.once('SIGINT', () => interrupted.abort());
  const workerFile = new URL('./worker.cjs', import.meta.url);
  return command(args, { workerFile, version: VERSION, signal: interrupted.signal });
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  tell(`logto-access: ${describeError(error)}`);
  process.exitCode = error instanceof CancelledError ? 130 : 2;
}
