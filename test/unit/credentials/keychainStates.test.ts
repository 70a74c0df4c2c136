import assert from 'node:assert/strict';
import { inSession, type Session } from './support/sessions.ts';
import type { Outcome, Step } from './support/steps.ts';

const SECRET = 'S3cret "quoted" — ünïcødé 秘密';
const ACCOUNT = 'acme.logto.app-0a1b2c3d';
const set: Step = { do: 'set', account: ACCOUNT, text: SECRET };
const get: Step = { do: 'get', account: ACCOUNT };
const remove: Step = { do: 'delete', account: ACCOUNT };
const write: Step = { do: 'vaultWrite', tenantId: ACCOUNT, secret: SECRET };
const read: Step = { do: 'vaultRead', tenantId: ACCOUNT, from: 'keychain' };
const ITEM = ['service', 'Logto Access', 'account', ACCOUNT] as const;
const lookUp: Step = { do: 'run', command: ['secret-tool', 'lookup', ...ITEM] };
const clear: Step = { do: 'run', command: ['secret-tool', 'clear', ...ITEM] };

const valueOf = ({ value, error }: Outcome): unknown => {
  assert.equal(error, undefined);
  return value;
};

/** Says it in words, tells what to do, and keeps the secret to itself. */
function assertExplained({ error }: Outcome, code: string, hint: RegExp): void {
  assert.equal(error?.code, code);
  assert.match(error.message, /^[A-Z].*\.$/);
  assert.match(error.hint ?? '', hint);
  assert.ok(!JSON.stringify(error).includes('S3cret'));
}

describe('With a real, unlocked keychain', function () {
  this.timeout(60_000);
  const wrote = { kind: 'keychain', fallbacks: [] };

  it('a secret comes back as it was, and is gone once it is deleted', async () => {
    const outcomes = await inSession('unlocked', { steps: [get, set, get, remove, get] });
    assert.deepEqual(outcomes.map(valueOf), [undefined, undefined, SECRET, undefined, undefined]);
  });

  it('another program finds the one JSON text of a tenant under "Logto Access"', async () => {
    const [written, seen] = await inSession('unlocked', { steps: [write, lookUp] });
    assert.deepEqual(valueOf(written!), wrote);
    assert.deepEqual(JSON.parse(String(valueOf(seen!))), { version: 1, clientSecret: SECRET });
  });

  it('a secret that is stored anew replaces the old one', async () => {
    const again: Step = { do: 'vaultWrite', tenantId: ACCOUNT, secret: 'rotated' };
    const outcomes = await inSession('unlocked', { steps: [write, again, read] });
    assert.equal(valueOf(outcomes[2]!), 'rotated');
  });

  it('a secret that another program took away is called locked or missing', async () => {
    const outcomes = await inSession('unlocked', { steps: [write, read, clear, read] });
    assert.equal(valueOf(outcomes[1]!), SECRET);
    assertExplained(outcomes[3]!, 'keychain.locked_or_missing', /[Uu]nlock/);
    assert.doesNotMatch(outcomes[3]!.error!.message, /deleted|removed/);
  });
});

describe('With a real keychain that was locked', function () {
  this.timeout(60_000);
  let outcomes: Outcome[] = [];
  before(async () => {
    const steps = [write, { do: 'lock' }, get, set, read, remove, write] satisfies Step[];
    outcomes = await inSession('unlocked', { steps });
  });

  it('reading gives nothing', () => assert.equal(valueOf(outcomes[2]!), undefined));

  it('storing says that it is locked and to unlock it', () =>
    assertExplained(outcomes[3]!, 'keychain.locked', /^Unlock it/));

  it('the secret of a tenant is called locked or missing', () =>
    assertExplained(outcomes[4]!, 'keychain.locked_or_missing', /^Unlock the keychain/));

  it('deleting ends quietly', () => assert.equal(valueOf(outcomes[5]!), undefined));

  it('a vault keeps the secret in secret storage, and says why', () =>
    assert.deepEqual(valueOf(outcomes[6]!), { kind: 'secretStorage', fallbacks: ['keychain.locked'] }));
});

describe('With a real keychain that does not answer', function () {
  this.timeout(60_000);
  let outcomes: Outcome[] = [];
  before(async () => {
    const stop: Step = { do: 'signalDaemon', signal: 'SIGSTOP' };
    const goOn: Step = { do: 'signalDaemon', signal: 'SIGCONT' };
    outcomes = await inSession('unlocked', { steps: [set, stop, get, goOn, get], timeoutMs: 1500 });
  });

  it('reading ends in time, and tells of the prompt that may be open', () =>
    assertExplained(outcomes[2]!, 'keychain.timeout', /password in another window/));

  it('reading works again once the keychain does', () => assert.equal(valueOf(outcomes[4]!), SECRET));
});

/** The machines without a keychain that can be used, and what tells the user how to mend each. */
const BROKEN: readonly (readonly [session: Session, title: string, code: string, hint: RegExp])[] = [
  ['noDBus', 'without D-Bus', 'keychain.no_dbus', /dbus-run-session/],
  ['deadDBus', 'whose D-Bus has ended', 'keychain.no_dbus', /dbus-run-session/],
  ['noService', 'with D-Bus and no keychain service', 'keychain.no_service', /gnome-keyring/],
  ['noKeyring', 'whose keychain has no keyring yet', 'keychain.no_keyring', /[Cc]reate/],
  ['noLibrary', 'where libsecret cannot be loaded', 'keychain.library_missing', /libsecret/],
];

for (const [session, title, code, hint] of BROKEN) {
  describe(`On a machine ${title}`, function () {
    this.timeout(60_000);
    let outcomes: Outcome[] = [];
    before(async () => {
      const fromStorage: Step = { do: 'vaultRead', tenantId: ACCOUNT, from: 'secretStorage' };
      outcomes = await inSession(session, { steps: [set, get, write, fromStorage] });
    });

    it('storing in the keychain says what is wrong and how to mend it', () => {
      assertExplained(outcomes[0]!, code, hint);
      assert.match(outcomes[0]!.error!.hint!, /logtoAccess\.credentialStore/);
    });

    it('reading from the keychain gives no secret', () => {
      // a service without a keyring answers that there is no item; elsewhere there is nobody to ask
      if (session === 'noKeyring') assert.equal(valueOf(outcomes[1]!), undefined);
      else assertExplained(outcomes[1]!, code, hint);
    });

    it('a vault keeps the secret in secret storage, says why once, and finds it there', () => {
      assert.deepEqual(valueOf(outcomes[2]!), { kind: 'secretStorage', fallbacks: [code] });
      assert.equal(valueOf(outcomes[3]!), SECRET);
    });
  });
}
