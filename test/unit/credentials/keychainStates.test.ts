import assert from 'node:assert/strict';
import { needing } from '../../support/needing.ts';
import { inSession, type Session } from './support/sessions.ts';
import type { Outcome, Outcomes, Step } from './support/steps.ts';

const SECRET = 'S3cret "quoted" — ünïcødé 秘密';
const ACCOUNT = 'acme.logto.app-0a1b2c3d';
const set: Step = { do: 'set', account: ACCOUNT, text: SECRET };
const get: Step = { do: 'get', account: ACCOUNT };
const remove: Step = { do: 'delete', account: ACCOUNT };
const vaultWrite: Step = { do: 'vaultWrite', tenantId: ACCOUNT, secret: SECRET };
const vaultRead: Step = { do: 'vaultRead', tenantId: ACCOUNT, from: 'keychain' };
const vaultRemove: Step = { do: 'vaultRemove', tenantId: ACCOUNT, from: 'keychain' };
const secretTool = (verb: 'lookup' | 'clear'): Step => ({
  do: 'run',
  command: ['secret-tool', verb, 'service', 'Logto Access', 'account', ACCOUNT],
});

const inLinux = needing('a keychain session of Linux');

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

inLinux.describe('With a real, unlocked keychain', function () {
  const steps = {
    getNothing: get,
    set,
    get,
    remove,
    getRemoved: get,
    lookUpRemoved: secretTool('lookup'),
    vaultWrite,
    lookUp: secretTool('lookup'),
    // secret-tool prints attributes to stderr
    search: {
      do: 'run',
      command: ['sh', '-c', 'secret-tool search --all service "Logto Access" 2>&1'],
    } as const,
    vaultRead,
    rotate: { ...vaultWrite, secret: 'rotated' },
    vaultReadRotated: vaultRead,
    clear: secretTool('clear'),
    vaultReadCleared: vaultRead,
    vaultWriteAgain: vaultWrite,
    vaultRemove,
    lookUpVaultRemoved: secretTool('lookup'),
  };
  let outcomes: Outcomes<keyof typeof steps>;
  before(async () => {
    outcomes = await inSession('unlocked', steps);
  });

  it('an account without a secret gives nothing', () =>
    assert.equal(valueOf(outcomes.getNothing), undefined));

  it('a secret comes back as it was', () => {
    assert.equal(valueOf(outcomes.set), undefined);
    assert.equal(valueOf(outcomes.get), SECRET);
  });

  it('a secret is gone once it is deleted, for other programs too', () => {
    assert.equal(valueOf(outcomes.remove), true);
    assert.equal(valueOf(outcomes.getRemoved), undefined);
    assert.equal(valueOf(outcomes.lookUpRemoved), '');
  });

  it('a vault chooses it, and falls back to nothing', () =>
    assert.deepEqual(valueOf(outcomes.vaultWrite), { kind: 'keychain', fallbacks: [] }));

  it('another program finds the one JSON text of a tenant under "Logto Access"', () =>
    assert.deepEqual(JSON.parse(String(valueOf(outcomes.lookUp))), { version: 1, clientSecret: SECRET }));

  it('keychain programs list it by its service and its account', () => {
    const listed = String(valueOf(outcomes.search)).split('\n');
    for (const line of ['attribute.service = Logto Access', `attribute.account = ${ACCOUNT}`])
      assert.equal(listed.filter((one) => one === line).length, 1, line);
  });

  it('a vault gives the secret that was stored last', () => {
    assert.equal(valueOf(outcomes.vaultRead), SECRET);
    assert.equal(valueOf(outcomes.vaultReadRotated), 'rotated');
  });

  it('a secret that another program took away is called locked or missing, never deleted', () => {
    assertExplained(outcomes.vaultReadCleared, 'keychain.locked_or_missing', /^Unlock/);
    assert.match(outcomes.vaultReadCleared.error?.message ?? '', /locked, or the item is missing/);
  });

  it('a vault removes a secret and leaves nothing', () => {
    assert.deepEqual(valueOf(outcomes.vaultRemove), []);
    assert.equal(valueOf(outcomes.lookUpVaultRemoved), '');
  });
});

inLinux.describe('With a real keychain that was locked', function () {
  const lock: Step = { do: 'lock' };
  const steps = { store: vaultWrite, lock, get, set, vaultRead, remove, vaultWrite, vaultRemove };
  let outcomes: Outcomes<keyof typeof steps>;
  before(async () => {
    outcomes = await inSession('unlocked', steps);
    assert.deepEqual(valueOf(outcomes.store), { kind: 'keychain', fallbacks: [] });
  });

  it('reading gives nothing', () => assert.equal(valueOf(outcomes.get), undefined));

  it('storing says that it is locked and to unlock it', () =>
    assertExplained(outcomes.set, 'keychain.locked', /^Unlock it/));

  it('the secret of a tenant is called locked or missing', () =>
    assertExplained(outcomes.vaultRead, 'keychain.locked_or_missing', /^Unlock the keychain/));

  it('deleting says that nothing was taken away', () => assert.equal(valueOf(outcomes.remove), false));

  it('a vault that chooses by itself does not take it for a machine without a keychain', () =>
    assertExplained(outcomes.vaultWrite, 'keychain.locked', /^Unlock it/));

  it('a vault that removes the secret tells that it may be left', () =>
    assert.deepEqual(valueOf(outcomes.vaultRemove), ['keychain.locked_or_missing']));
});

inLinux.describe('With a real keychain that does not answer', function () {
  const stop: Step = { do: 'signalDaemon', signal: 'SIGSTOP' };
  const goOn: Step = { do: 'signalDaemon', signal: 'SIGCONT' };
  const late: Step = { do: 'vaultWrite', tenantId: 'late', secret: SECRET };
  const wait: Step = { do: 'wait', ms: 500 };
  const getLate: Step = { do: 'get', account: 'late' };
  const steps = { set, stop, get, late, goOn, getLater: get, wait, getLate };
  let outcomes: Outcomes<keyof typeof steps>;
  before(async () => {
    outcomes = await inSession('unlocked', steps, { timeoutMs: 1500 });
    assert.equal(valueOf(outcomes.set), undefined);
  });

  it('reading ends in time, and tells of the prompt that may be open', () =>
    assertExplained(outcomes.get, 'keychain.timeout', /password in another window/));

  it('a vault that chooses by itself does not take it for a machine without a keychain', () =>
    assertExplained(outcomes.late, 'keychain.timeout', /password in another window/));

  it('what it stores after all is taken back', () => assert.equal(valueOf(outcomes.getLate), undefined));

  it('reading works again once the keychain does', () => assert.equal(valueOf(outcomes.getLater), SECRET));
});

/** The machines without a keychain that can be used, and what tells the user how to mend each. */
const BROKEN: readonly (readonly [session: Session, title: string, code: string, hint: RegExp])[] = [
  ['noDBus', 'without D-Bus', 'keychain.no_dbus', /dbus-run-session/],
  ['emptyDBus', 'whose address of D-Bus is empty', 'keychain.no_dbus', /dbus-run-session/],
  ['nullDBus', 'whose address of D-Bus is none', 'keychain.no_dbus', /dbus-run-session/],
  ['refusingDBus', 'whose D-Bus is on a port where nobody listens', 'keychain.no_dbus', /dbus-run-session/],
  ['deadDBus', 'whose D-Bus has ended', 'keychain.no_dbus', /dbus-run-session/],
  ['noService', 'with D-Bus and no keychain service', 'keychain.no_service', /gnome-keyring/],
  ['failingService', 'whose keychain service does not start', 'keychain.no_service', /gnome-keyring/],
  ['uninstalledService', 'whose keychain service was removed', 'keychain.no_service', /gnome-keyring/],
  ['noKeyring', 'whose keychain has no keyring yet', 'keychain.no_keyring', /[Cc]reate/],
  ['noLibrary', 'where libsecret cannot be loaded', 'keychain.library_missing', /libsecret/],
];

for (const [session, title, code, hint] of BROKEN) {
  inLinux.describe(`On a machine ${title}`, function () {
    const storageRead: Step = { do: 'vaultRead', tenantId: ACCOUNT, from: 'secretStorage' };
    const steps = { set, get, vaultWrite, storageRead };
    let outcomes: Outcomes<keyof typeof steps>;
    before(async () => {
      outcomes = await inSession(session, steps);
    });

    it('storing in the keychain says what is wrong and how to mend it', () => {
      assertExplained(outcomes.set, code, hint);
      assert.match(outcomes.set.error?.hint ?? '', /logtoAccess\.credentialStore/);
    });

    it('reading from the keychain gives no secret', () => {
      // a service without a keyring answers that there is no item; elsewhere there is nobody to ask
      if (session === 'noKeyring') assert.equal(valueOf(outcomes.get), undefined);
      else assertExplained(outcomes.get, code, hint);
    });

    it('a vault keeps the secret in secret storage, says why once, and finds it there', () => {
      assert.deepEqual(valueOf(outcomes.vaultWrite), { kind: 'secretStorage', fallbacks: [code] });
      assert.equal(valueOf(outcomes.storageRead), SECRET);
    });
  });
}
