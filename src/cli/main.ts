import { constants } from 'node:os';
import { describeError, CancelledError } from '../errors.ts';
import { UsageError } from './arguments.ts';
import { findCommand, whoCanCommand, whyCommand } from './ask.ts';
import { checkCommand } from './check.ts';
import { demoCommand } from './demo.ts';
import { diffCommand } from './diff.ts';
import type { Engine } from './engine.ts';
import { exportCommand } from './export.ts';
import { findingsCommand } from './findings.ts';
import { outliveReaders, print, tell } from './output.ts';
import { syncCommand } from './sync.ts';
import { treeCommand } from './tree.ts';

declare const VERSION: string; // put in by the bundler

const HELP = `Logto Access: who can do what in a Logto tenant. It only ever reads.

  logto-access demo [--out DIR]
      the whole job on an embedded tenant with made-up people
  logto-access sync --base-url URL --client-id ID --out FILE
      [--token-url URL] [--resource INDICATOR] [--name NAME] [--concurrency N] [--allow-http] [--json]
      [--user-details none|privileged|all] [--just-in-time] [--afresh] [--accept-vanished]
      reads a tenant into a snapshot; the App Secret comes from LOGTO_CLIENT_SECRET
      exit code 0: complete, 1: incomplete, 2: an error, 3: most of what FILE held is gone; FILE stays as it is then,
      and the new snapshot is NAME.vanished.snapshot beside it, unless --accept-vanished takes it for right
      what a failed or ended run has read is kept for a day; the next run goes on with it, or begins anew by --afresh
      --user-details asks for MFA factors and enterprise identities: of nobody (the default), of people with
      privileges, or of everybody, with two requests a user
      --just-in-time asks who joins organizations by themselves, with three requests an organization
  logto-access tree FILE [--depth N] [--json]
      who has what
  logto-access find FILE QUERY [--limit N] [--json]
      users, organizations, roles, permissions, API resources and applications by a part of a name, e-mail,
      username, phone or id, the best first; exit code 1: nothing found
  logto-access who-can FILE PERMISSION_OR_ROLE [--organization ORGANIZATION] [--limit N] [--json]
      every user and application that holds it: where, and by which roles
  logto-access why FILE USER_OR_APPLICATION [--organization ORGANIZATION] [--permission PERMISSION] [--json]
      every path by which somebody has access; names do where an id is not at hand
      --organization leaves out global roles, which hold in the whole tenant, and both say how many
  logto-access export FILE --format c1-json|c1z|c1-csv --out FILE [--extended] [--bom] [--json]
      for ConductorOne: JSON for its baton-file, .c1z or CSV for its page "Import app data"
      --extended adds what ConductorOne's own Logto connector does not read: global roles, machine-to-machine
      applications, and the roles of organizations as resources
      --bom begins CSV with a byte order mark, by which spreadsheets know UTF-8
  logto-access diff OLDER NEWER [--format text|markdown|json] [--json] [--policy FILE] [--suppressions FILE]
      [--off RULE,…] [--privileged ROLE,…] and the numbers of findings
      what changed; exit code 0: nothing, 1: something, 2: an error
      and what looks wrong since (see findings), and what a policy forbids: neither changes the exit code
  logto-access mcp FILE_OR_FOLDER… [--suppressions FILE] [--off RULE,…] [--privileged ROLE,…] and the numbers of findings
      answers the questions of language models about snapshots, as an MCP server on standard input and output
  logto-access findings FILE [--format text|markdown|json|sarif] [--json] [--suppressions FILE] [--off RULE,…]
      [--privileged ROLE,…] [--dormant-days N] [--never-signed-in-days N] [--pending-invitation-days N]
      [--usual-domain-percent N] [--usual-domain-members N]
      what looks wrong, by rule, without what ./logto-access.suppressions.json or another file suppresses
      --privileged names the most privileged organization roles, instead of those with the most permissions
      the numbers are thresholds of rules, as the editor's settings logtoAccess.findings.* describe them
  logto-access check FILE --policy FILE [--format text|json|sarif] [--json]
      whether a snapshot is as a policy wants it; exit code 0: all assertions hold, 1: one is breached,
      2: an error, or one that cannot be judged, or the policy is for other tenants

Wherever a file is read, it may be a snapshot, a C1 snapshot JSON or a .c1z, of Logto Access or of C1's own tools.
`;

type Command = (args: readonly string[], engine: Engine) => Promise<number> | number;
const COMMANDS = new Map<string, Command>([
  ['demo', demoCommand],
  ['sync', syncCommand],
  ['tree', treeCommand],
  ['find', findCommand],
  ['who-can', whoCanCommand],
  ['why', whyCommand],
  ['export', exportCommand],
  ['diff', diffCommand],
  ['mcp', async (args, engine) => (await import('./mcp.ts')).mcpCommand(args, engine)],
  ['findings', findingsCommand],
  ['check', checkCommand],
]);

/** A command that one of these ends still has the time to clean up after itself; the second one ends it at once. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const stopped = new AbortController();

async function main([name = 'help', ...args]: readonly string[]): Promise<number> {
  if (['help', '--help', '-h'].includes(name)) {
    print(HELP);
    return 0;
  }
  const command = COMMANDS.get(name);
  if (command === undefined) throw new UsageError(`There is no command "${name}".`);
  for (const signal of SIGNALS) process.once(signal, () => stopped.abort(signal));
  const workerFile = new URL('./worker.js', import.meta.url); // both lie in dist/ once they are bundled
  return command(args, { workerFile, version: VERSION, signal: stopped.signal });
}

/** As a shell counts: 130 after Ctrl+C, 143 after SIGTERM, 129 after SIGHUP. */
function codeOf(error: unknown): number {
  if (!(error instanceof CancelledError)) return 2;
  return 128 + constants.signals[stopped.signal.reason as (typeof SIGNALS)[number]];
}

outliveReaders();
try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  tell(`logto-access: ${describeError(error)}`);
  process.exitCode = codeOf(error);
}
