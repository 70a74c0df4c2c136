import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDemoTenant, type DemoTenant } from '../../../src/demo/start.ts';
import { user, writeSnapshot } from '../snapshot/support/rows.ts';
import { build, run, syncArguments } from './support.ts';

/** A run that has to fail, and what it has to say: what went wrong, and how to mend it. */
interface Failure {
  readonly title: string;
  readonly args: readonly string[];
  readonly secret?: string;
  readonly says: RegExp;
}

const SECRET = 'a-secret-nobody-may-see';
const SYNC = ['sync', '--base-url', 'https://nowhere.invalid', '--client-id', 'id', '--out', 'new.snapshot'];
const SEE_HELP = 'See: logto-access help$';

const FAILURES: readonly Failure[] = [
  {
    title: 'an unknown command',
    args: ['sink'],
    says: new RegExp(`There is no command "sink"\\. ${SEE_HELP}`),
  },
  {
    title: 'a command that is only the name of something built in',
    args: ['toString'],
    says: new RegExp(`There is no command "toString"\\. ${SEE_HELP}`),
  },
  {
    title: 'an unknown option',
    args: ['tree', 'a.snapshot', '--deep'],
    says: new RegExp(`Unknown option '--deep'\\. ${SEE_HELP}`),
  },
  {
    title: 'an option without its value',
    args: ['sync', '--out', '--json'],
    says: new RegExp(`Option '--out' argument is ambiguous\\. ${SEE_HELP}`),
  },
  {
    title: 'an option at the end without its value',
    args: ['sync', '--out'],
    says: new RegExp(`Option '--out <value>' argument missing\\. ${SEE_HELP}`),
  },
  {
    title: 'an option that has to be given',
    args: ['sync', '--client-id', 'id', '--out', 'new.snapshot'],
    secret: SECRET,
    says: new RegExp(`--base-url is missing\\. ${SEE_HELP}`),
  },
  {
    title: 'user details of somebody else than it knows',
    args: [...SYNC, '--user-details', 'admins'],
    says: new RegExp(`--user-details takes none or privileged or all, not "admins"\\. ${SEE_HELP}`),
  },
  {
    title: 'an export without a target',
    args: ['export', 'a.snapshot', '--format', 'c1-json'],
    says: /--out is missing\./,
  },
  {
    title: 'an export in an unknown form',
    args: ['export', 'a.snapshot', '--format', 'xml', '--out', 'new.json'],
    says: /--format takes c1-json or c1z or c1-csv, not "xml"\./,
  },
  ...['c1-json', 'c1z'].map((format) => ({
    title: `a byte order mark in ${format}`,
    args: ['export', 'a.snapshot', '--format', format, '--out', 'new.json', '--bom'],
    says: new RegExp(`--bom is for --format c1-csv only\\. ${SEE_HELP}`),
  })),
  {
    title: 'a report in an unknown form',
    args: ['diff', 'a.snapshot', 'a.snapshot', '--format', 'xml'],
    says: /--format takes text or markdown or json, not "xml"\./,
  },
  {
    title: 'a depth that is no number',
    args: ['tree', 'a.snapshot', '--depth', 'all'],
    says: /--depth takes a whole number from 1 to 12, not "all"\./,
  },
  {
    title: 'no requests at once',
    args: [...SYNC, '--concurrency', '0'],
    secret: SECRET,
    says: /--concurrency takes a whole number from 1 to 64/,
  },
  {
    title: 'one snapshot where two are compared',
    args: ['diff', 'a.snapshot'],
    says: /The newer snapshot file is missing\./,
  },
  {
    title: 'too many files',
    args: ['tree', 'a.snapshot', 'b.snapshot'],
    says: /Too many arguments: b\.snapshot\./,
  },
  { title: 'a missing secret', args: SYNC, says: /LOGTO_CLIENT_SECRET, which is not set\./ },
  { title: 'an empty secret', args: SYNC, secret: '', says: /LOGTO_CLIENT_SECRET, which is not set\./ },
  {
    title: 'an address that is none',
    args: ['sync', '--base-url', 'not an address', '--client-id', 'id', '--out', 'new.snapshot'],
    secret: SECRET,
    says: /not an address/,
  },
  {
    title: 'a sync into a folder, before it asks for anything',
    args: [...SYNC.slice(0, -1), '.'],
    secret: SECRET,
    says: /: \. is a folder: name a file in it with --out\./,
  },
  { title: 'a host that is not there', args: SYNC, secret: SECRET, says: /nowhere\.invalid/ },
  ...(['tree', 'diff', 'export'] as const).map((command) => ({
    title: `a file that is missing, to ${command}`,
    args: {
      tree: ['tree', 'none.snapshot'],
      diff: ['diff', 'a.snapshot', 'none.snapshot'],
      export: ['export', 'none.snapshot', '--format', 'c1-json', '--out', 'new.json'],
    }[command],
    says: /There is no file none\.snapshot\. Check the path, or sync the tenant first\.$/,
  })),
  {
    title: 'a file that is no snapshot',
    args: ['tree', 'notes.txt'],
    says: /notes\.txt cannot be opened: it is neither a snapshot nor a C1 file\. Choose /,
  },
  {
    title: 'an export into a folder that is not there',
    args: ['export', 'a.snapshot', '--format', 'c1-json', '--out', 'none/new.json'],
    says: /none\/new\.json/,
  },
  {
    title: 'an export over the snapshot itself',
    args: ['export', 'a.snapshot', '--format', 'c1-json', '--out', 'a.snapshot'],
    says: /it is the snapshot itself\. Choose another file/,
  },
  ...['c1z', 'c1-csv'].map((format) => ({
    title: `an export as ${format} into a folder`,
    args: ['export', 'a.snapshot', '--format', format, '--out', '.'],
    says: /\. was not written: it is a folder\. Name a file in it\./,
  })),
];

describe('A command that cannot succeed', function () {
  let folder: string;
  let tenant: DemoTenant;
  const BEFORE = ['a.snapshot', 'notes.txt'];

  before(async () => {
    build();
    folder = mkdtempSync(join(tmpdir(), 'logto-access-test-'));
    writeSnapshot(join(folder, 'a.snapshot'), { users: [user('u1')] });
    writeFileSync(
      join(folder, 'notes.txt'),
      'This is no snapshot, but long enough to look like one to somebody.',
    );
    tenant = await startDemoTenant({ seed: 7, users: 10, organizations: 2 });
  });

  after(async () => {
    await tenant.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Runs in vain, and gives the one line that it says. */
  async function failed(args: readonly string[], secret?: string): Promise<string> {
    const { code, out, err } = await run(args, { cwd: folder, ...(secret !== undefined && { secret }) });
    assert.equal(code, 2, err);
    assert.equal(out, '');
    assert.match(err, /^logto-access: [^\n]+\n$/, 'one line');
    assert.ok(secret === undefined || secret === '' || !err.includes(secret), 'no secret');
    assert.deepEqual(readdirSync(folder), BEFORE, 'nothing is left');
    return err.trimEnd();
  }

  for (const { title, args, secret, says } of FAILURES)
    it(`ends with 2 and one line: ${title}`, async () => assert.match(await failed(args, secret), says));

  it('says that the secret is wrong and where to find the right one', async () => {
    const line = await failed(syncArguments(tenant, 'new.snapshot'), SECRET);
    assert.match(line, /secret/i);
    assert.match(line, /\. [A-Z]/, 'what to do follows what happened');
  });

  it('says that an application without the role may not read', async () => {
    const { clientId, clientSecret } = tenant.powerlessClient!;
    const args = syncArguments({ ...tenant, clientId }, 'new.snapshot');
    assert.match(await failed(args, clientSecret), /role|Management API/);
  });

  it('does not send a secret in the clear unless it was told to', async () => {
    const args = ['sync', '--base-url', 'http://logto.example', '--client-id', 'id', '--out', 'new.snapshot'];
    assert.match(await failed(args, SECRET), /https/);
  });

  it('says that the snapshot cannot be written where a folder is in the way', async () => {
    const line = await failed(syncArguments(tenant, join('notes.txt', 'new.snapshot')), tenant.clientSecret);
    assert.match(line, /notes\.txt\/new\.snapshot cannot be written/);
  });
});
