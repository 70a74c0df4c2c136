import assert from 'node:assert/strict';
import sinon from 'sinon';
import { keychainStore } from '../../../src/credentials/keychain.ts';
import { secretStorageStore } from '../../../src/credentials/secretStorage.ts';
import { sessionStore } from '../../../src/credentials/sessionStore.ts';
import { packSecret, type SecretStore } from '../../../src/credentials/secretStore.ts';
import { Vault, type StoreChoice } from '../../../src/credentials/vault.ts';
import { AccessError, CancelledError } from '../../../src/errors.ts';
import { accessErrorOf } from '../../support/rejects.ts';
import { MemorySecrets } from './support/memory.ts';
import { profile } from './support/profile.ts';

const brokenKeychain = () =>
  keychainStore({ load: () => Promise.reject(new Error('Cannot autolaunch D-Bus without X11 $DISPLAY')) });

/** What a keychain does that is locked where nobody can be asked: as if there were no item. */
const lockedKeychain = (): SecretStore => ({
  get: () => Promise.resolve(undefined),
  set: () => Promise.reject(new Error('Cannot create an item in a locked collection')),
  delete: () => Promise.resolve(false),
});

/** A vault over stores in memory, and everything it has to do with. */
function makeVault(choice: StoreChoice, parts: { keychain?: SecretStore } = {}) {
  const inKeychain = new MemorySecrets();
  const inStorage = new MemorySecrets();
  const fallbacks: AccessError[] = [];
  const keychain = parts.keychain ?? secretStorageStore(inKeychain);
  const leftovers: string[] = [];
  const vault = new Vault({
    stores: { keychain, secretStorage: secretStorageStore(inStorage), session: sessionStore() },
    choice: () => choice,
    onFallback: (reason) => fallbacks.push(reason),
    onLeftover: ({ id }, store, reason) => leftovers.push(`${id} ${store} ${codeOf(reason)}`),
  });
  return { vault, inKeychain, inStorage, fallbacks, leftovers };
}

const codeOf = (reason: unknown): string => (reason instanceof AccessError ? reason.code : String(reason));

/** A vault in each of whose stores lies a secret of the tenant `t`: the store's name. */
async function withCopies(parts: { keychain?: SecretStore } = {}) {
  const made = makeVault('auto', parts);
  await secretStorageStore(made.inKeychain).set('t', packSecret('keychain'));
  await secretStorageStore(made.inStorage).set('t', packSecret('secretStorage'));
  return made;
}

describe('A vault that chooses by itself', () => {
  it('keeps a secret in the keychain alone', async () => {
    const { vault, inKeychain, inStorage, fallbacks } = makeVault('auto');
    assert.equal(await vault.write('t', 'S3cret'), 'keychain');
    assert.equal(inKeychain.texts.size, 1);
    assert.equal(inStorage.texts.size, 0);
    assert.deepEqual(fallbacks, []);
  });

  it('asks the keychain once, and nothing but to store the secret', async () => {
    const keychain = {
      get: sinon.stub<[string], Promise<string | undefined>>(),
      set: sinon.stub<[string, string], Promise<void>>().resolves(),
      delete: sinon.stub<[string], Promise<boolean>>(),
    };
    await makeVault('auto', { keychain }).vault.write('t', 'S3cret');
    sinon.assert.calledOnce(keychain.set);
    sinon.assert.notCalled(keychain.get);
    sinon.assert.notCalled(keychain.delete);
  });

  it('keeps a secret in secret storage where there is no keychain, and says why', async () => {
    const { vault, inStorage, fallbacks } = makeVault('auto', { keychain: brokenKeychain() });
    assert.equal(await vault.write('t', 'S3cret'), 'secretStorage');
    assert.equal(inStorage.texts.size, 1);
    assert.deepEqual(
      fallbacks.map(({ code }) => code),
      ['keychain.no_dbus'],
    );
  });

  it('stores nothing anywhere when the user cancelled', async () => {
    const { vault, inStorage, fallbacks } = makeVault('auto', { keychain: brokenKeychain() });
    await assert.rejects(vault.write('t', 'S3cret', AbortSignal.abort()), CancelledError);
    assert.equal(inStorage.texts.size, 0);
    assert.deepEqual(fallbacks, []);
  });

  it('does not take a prompt that the user cancelled for a keychain that is missing', async () => {
    const prompting = keychainStore({ load: () => new Promise<never>(() => undefined) });
    const { vault, inStorage, fallbacks } = makeVault('auto', { keychain: prompting });
    const controller = new AbortController();
    const writing = assert.rejects(vault.write('t', 'S3cret', controller.signal), CancelledError);
    controller.abort();
    await writing;
    assert.equal(inStorage.texts.size, 0);
    assert.deepEqual(fallbacks, []);
  });

  const USELESS_NOW: readonly (readonly [said: string, code: string])[] = [
    ['Cannot create an item in a locked collection', 'keychain.locked'],
    ['User canceled the operation.', 'keychain.refused'],
  ];
  for (const [said, code] of USELESS_NOW) {
    it(`shows the error of a keychain that is there and says "${said}"`, async () => {
      const keychain = keychainStore({ load: () => Promise.reject(new Error(said)) });
      const { vault, inStorage, fallbacks } = makeVault('auto', { keychain });
      const error = await accessErrorOf(vault.write('t', 'S3cret'));
      assert.equal(error.code, code);
      assert.match(error.hint ?? '', /logtoAccess\.credentialStore/);
      assert.equal(inStorage.texts.size, 0);
      assert.deepEqual(fallbacks, []);
    });
  }

  it('shows the error where nobody answers the keychain’s prompt', async () => {
    const prompting = keychainStore({ load: () => new Promise<never>(() => undefined), timeoutMs: 20 });
    const { vault, inStorage, fallbacks } = makeVault('auto', { keychain: prompting });
    assert.equal((await accessErrorOf(vault.write('t', 'S3cret'))).code, 'keychain.timeout');
    assert.equal(inStorage.texts.size, 0);
    assert.deepEqual(fallbacks, []);
  });
});

describe('A vault that was told where to keep secrets', () => {
  it('fails where it must use the keychain and there is none', async () => {
    const { vault, inStorage, fallbacks } = makeVault('keychain', { keychain: brokenKeychain() });
    const { code } = await accessErrorOf(vault.write('t', 'S3cret'));
    assert.equal(code, 'keychain.no_dbus');
    assert.equal(inStorage.texts.size, 0);
    assert.deepEqual(fallbacks, []);
  });

  it('does not touch the keychain where it must use secret storage', async () => {
    const { vault, inKeychain, inStorage, fallbacks } = makeVault('secretStorage');
    const asked = (['get', 'store', 'delete'] as const).map((name) => sinon.spy(inKeychain, name));
    assert.equal(await vault.write('t', 'S3cret'), 'secretStorage');
    for (const spy of asked) sinon.assert.notCalled(spy);
    assert.equal(inStorage.texts.size, 1);
    assert.deepEqual(fallbacks, []);
  });
});

describe('A vault that is told to store nothing', () => {
  it('keeps a secret in memory alone, and says afterwards why there is none', async () => {
    const { vault, inKeychain, inStorage } = makeVault('session');
    assert.equal(await vault.write('t', 'S3cret'), 'session');
    assert.equal(inKeychain.texts.size + inStorage.texts.size, 0);
    const tenant = profile({ id: 't', secretStore: 'session' });
    assert.equal(await vault.read(tenant), 'S3cret');
    await assert.rejects(makeVault('session').vault.read(tenant), /was kept for one session only/);
    await vault.remove(tenant);
    await assert.rejects(vault.read(tenant), { code: 'secret.missing' });
  });
});

describe('The secret of a tenant', () => {
  it('is misplaced where the setting says another store, and nowhere where there is none to keep', () => {
    const places = ['keychain', 'secretStorage', 'session', 'none'] as const;
    const misplaced = (choice: StoreChoice): string[] =>
      places.filter((secretStore) => makeVault(choice).vault.isMisplaced(profile({ secretStore })));
    assert.deepEqual(misplaced('auto'), ['secretStorage', 'session']);
    assert.deepEqual(misplaced('session'), ['keychain', 'secretStorage']);
  });

  for (const secretStore of ['keychain', 'secretStorage'] as const) {
    it(`is read from ${secretStore}, where its profile says it lies`, async () => {
      const { vault } = await withCopies();
      assert.equal(await vault.read(profile({ id: 't', secretStore })), secretStore);
    });

    it(`is removed from every store where its profile says ${secretStore}`, async () => {
      const { vault, inKeychain, inStorage, leftovers } = await withCopies();
      await vault.remove(profile({ id: 't', secretStore }));
      assert.equal(inKeychain.texts.size + inStorage.texts.size, 0);
      assert.deepEqual(leftovers, []);
    });
  }

  it('stays in the store that is left out', async () => {
    const { vault, inKeychain, inStorage } = await withCopies();
    await vault.remove(profile({ id: 't' }), 'secretStorage');
    assert.equal(inKeychain.texts.size, 0);
    assert.equal(inStorage.texts.size, 1);
  });

  it('leaves secret storage even if the keychain fails, which is told', async () => {
    const { vault, inStorage, leftovers } = await withCopies({ keychain: brokenKeychain() });
    await vault.remove(profile({ id: 't' }));
    assert.equal(inStorage.texts.size, 0);
    assert.deepEqual(leftovers, ['t keychain keychain.no_dbus']);
  });

  it('that a locked keychain does not take away may be left in it, which is told', async () => {
    const { vault, leftovers } = makeVault('auto', { keychain: lockedKeychain() });
    await vault.remove(profile({ id: 't' }));
    assert.deepEqual(leftovers, ['t keychain keychain.locked_or_missing']);
  });

  for (const [what, keychain] of [
    ['is none', brokenKeychain()],
    ['has none', lockedKeychain()],
  ] as const) {
    it(`that was in secret storage leaves nothing where the keychain ${what}`, async () => {
      const { vault, inStorage, leftovers } = await withCopies({ keychain });
      await vault.remove(profile({ id: 't', secretStore: 'secretStorage' }));
      assert.equal(inStorage.texts.size, 0);
      assert.deepEqual(leftovers, []);
    });
  }

  it('that the keychain does not give is locked or missing', async () => {
    const error = await accessErrorOf(makeVault('auto').vault.read(profile({ name: 'Acme' })));
    assert.equal(error.code, 'keychain.locked_or_missing');
    assert.equal(
      error.message,
      'The keychain gives no App Secret for Acme: it is locked, or the item is missing.',
    );
  });

  it('that secret storage does not give is missing', async () => {
    const { vault } = makeVault('auto');
    const { code, hint } = await accessErrorOf(vault.read(profile({ secretStore: 'secretStorage' })));
    assert.equal(code, 'secret.missing');
    assert.equal(hint, 'Give it with "Edit Tenant".');
  });

  it('is in no store for the demo, and removing it touches none', async () => {
    const { vault, inKeychain, inStorage } = makeVault('auto');
    const demo = profile({ kind: 'demo', secretStore: 'none' });
    const asked = [inKeychain, inStorage].map((secrets) => sinon.spy(secrets, 'delete'));
    assert.equal((await accessErrorOf(vault.read(demo))).code, 'secret.missing');
    await vault.remove(demo);
    for (const spy of asked) sinon.assert.notCalled(spy);
  });
});

describe('A vault that is asked whether a secret is missing', () => {
  it('says so of a session that is over, and of a tenant that was given none', async () => {
    const { vault } = makeVault('session');
    const tenant = profile({ id: 't', secretStore: 'session' });
    assert.equal(await vault.lacksSecret(tenant), true);
    await vault.write('t', 'S3cret');
    assert.equal(await vault.lacksSecret(tenant), false);
    assert.equal(await vault.lacksSecret(profile({ secretStore: 'none' })), true);
  });

  it('does not say so of the demo, nor of a keychain, which may be locked', async () => {
    const { vault } = makeVault('auto', { keychain: lockedKeychain() });
    assert.equal(await vault.lacksSecret(profile({ kind: 'demo', secretStore: 'none' })), false);
    assert.equal(await vault.lacksSecret(profile({ secretStore: 'keychain' })), false);
  });
});

describe('A keychain that has to be unlocked before a secret is changed in it', () => {
  const pending = (): SecretStore => ({ ...lockedKeychain(), get: untilAborted });
  const untilAborted: SecretStore['get'] = (_, signal) =>
    new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(new CancelledError())));

  it('is read alone, which can be cancelled', async () => {
    const keychain = { ...pending(), set: sinon.stub(), delete: sinon.stub() };
    const { vault } = makeVault('auto', { keychain });
    const cancel = new AbortController();
    const unlocking = vault.unlock(profile({ secretStore: 'keychain' }), cancel.signal);
    cancel.abort();
    await assert.rejects(unlocking, CancelledError);
    sinon.assert.notCalled(keychain.set);
    sinon.assert.notCalled(keychain.delete);
  });

  it('is not asked for a secret that lies elsewhere', async () => {
    const { vault } = makeVault('auto', { keychain: pending() });
    await vault.unlock(profile({ secretStore: 'secretStorage' }));
  });

  it('may be none: what is changed then tells why it cannot be', async () => {
    const { vault } = makeVault('auto', { keychain: brokenKeychain() });
    await vault.unlock(profile({ secretStore: 'keychain' }));
  });
});
