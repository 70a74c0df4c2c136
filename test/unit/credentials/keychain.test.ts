import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import sinon from 'sinon';
import { keychainStore, SERVICE, type Keytar } from '../../../src/credentials/keychain.ts';
import { CancelledError } from '../../../src/errors.ts';
import { accessErrorOf } from '../../support/rejects.ts';

/** A keychain for what a real one cannot be made to do; the real ones are in keychainStates.test.ts. */
const fakeKeychain = () =>
  ({
    getPassword: sinon.stub<[string, string], Promise<string | null>>().resolves(null),
    setPassword: sinon.stub<[string, string, string], Promise<void>>().resolves(),
    deletePassword: sinon.stub<[string, string], Promise<boolean>>().resolves(true),
  }) satisfies Keytar;

const refusing = (error: Error) => keychainStore({ load: () => Promise.reject(error) });

const pending = () => new Promise<never>(() => undefined);

describe('A keychain store', () => {
  it('loads the native module only when a secret is needed', async () => {
    const load = sinon.stub<[], Promise<Keytar>>().resolves(fakeKeychain());
    const store = keychainStore({ load });
    sinon.assert.notCalled(load);
    await store.get('a');
    sinon.assert.calledOnce(load);
  });

  it('keeps everything under its own service name', async () => {
    const keychain = fakeKeychain();
    const store = keychainStore({ load: () => Promise.resolve(keychain) });
    await store.get('a');
    await store.set('b', 'text');
    await store.delete('c');
    assert.equal(SERVICE, 'Logto Access');
    sinon.assert.calledOnceWithExactly(keychain.getPassword, SERVICE, 'a');
    sinon.assert.calledOnceWithExactly(keychain.setPassword, SERVICE, 'b', 'text');
    sinon.assert.calledOnceWithExactly(keychain.deletePassword, SERVICE, 'c');
  });

  it('does not touch the keychain for what was cancelled before', async () => {
    const load = sinon.stub<[], Promise<Keytar>>().resolves(fakeKeychain());
    await assert.rejects(keychainStore({ load }).set('a', 'text', AbortSignal.abort()), CancelledError);
    sinon.assert.notCalled(load);
  });

  it('takes a loader error code for a missing library', async () => {
    const error = Object.assign(new Error('dlopen failed'), { code: 'ERR_DLOPEN_FAILED' });
    const { code, hint } = await accessErrorOf(refusing(error).get('a'));
    assert.equal(code, 'keychain.library_missing');
    assert.match(hint ?? '', /install libsecret/);
  });

  it('passes on what a keychain says that it does not know', async () => {
    const { code, message, hint } = await accessErrorOf(
      refusing(new Error('User canceled the operation.')).get('a'),
    );
    assert.equal(code, 'keychain.refused');
    assert.equal(message, 'The keychain refused.');
    assert.match(hint ?? '', /^It said: User canceled the operation\. Or set logtoAccess\.credentialStore/);
  });
});

describe('A keychain whose prompt nobody answers', () => {
  let clock: sinon.SinonFakeTimers;
  beforeEach(() => (clock = sinon.useFakeTimers()));
  afterEach(() => clock.restore());

  const store = keychainStore({ load: () => Promise.resolve({ ...fakeKeychain(), getPassword: pending }) });

  it('is given 20 seconds, and no more', async () => {
    let ended = false;
    const error = accessErrorOf(store.get('a')).finally(() => (ended = true));
    await clock.tickAsync(19_999);
    assert.equal(ended, false);
    await clock.tickAsync(1);
    assert.equal((await error).message, 'The keychain did not answer within 20 seconds.');
  });

  it('is left as soon as the user cancels', async () => {
    const controller = new AbortController();
    const reading = assert.rejects(store.get('a', controller.signal), CancelledError);
    await clock.tickAsync(1000);
    controller.abort();
    await reading;
  });

  it('leaves no timer and no listener behind when it is left', async () => {
    const controller = new AbortController();
    const forget = sinon.spy(controller.signal, 'removeEventListener');
    const reading = assert.rejects(store.get('a', controller.signal), CancelledError);
    await clock.tickAsync(1000);
    controller.abort();
    await reading;
    assert.equal(clock.countTimers(), 0);
    sinon.assert.calledWith(forget.lastCall, 'abort');
  });

  it('leaves no timer behind when it answers', async () => {
    await keychainStore({ load: () => Promise.resolve(fakeKeychain()) }).get('a');
    assert.equal(clock.countTimers(), 0);
  });
});

describe('A keychain module that does not finish loading', () => {
  it('is given up in time as well', async () => {
    const { code } = await accessErrorOf(keychainStore({ load: pending, timeoutMs: 20 }).get('a'));
    assert.equal(code, 'keychain.timeout');
  });

  it('stores nothing once it is loaded, if it was given up by then', async () => {
    const keychain = fakeKeychain();
    const loading = Promise.withResolvers<Keytar>();
    const store = keychainStore({ load: () => loading.promise, timeoutMs: 20 });
    assert.equal((await accessErrorOf(store.set('a', 'text'))).code, 'keychain.timeout');
    loading.resolve(keychain);
    await nextTurn();
    sinon.assert.notCalled(keychain.setPassword);
  });

  it('stores nothing if the user cancels at the moment at which it is loaded', async () => {
    const keychain = fakeKeychain();
    const loading = Promise.withResolvers<Keytar>();
    const controller = new AbortController();
    const store = keychainStore({ load: () => loading.promise });
    const storing = assert.rejects(store.set('a', 'text', controller.signal), CancelledError);
    loading.resolve(keychain);
    controller.abort();
    await storing;
    await nextTurn();
    sinon.assert.notCalled(keychain.setPassword);
  });
});

describe('A keychain that stores after its caller gave up', () => {
  /** A store whose prompts are answered by hand. */
  const prompting = (options: { inUse?: () => boolean } = {}) => {
    const prompts: (() => void)[] = [];
    const keychain = fakeKeychain();
    keychain.setPassword.callsFake(() => new Promise((resolve) => prompts.push(resolve)));
    const store = keychainStore({ load: () => Promise.resolve(keychain), timeoutMs: 20, ...options });
    return { store, keychain, answer: (index: number) => prompts[index]?.() };
  };

  it('has the late copy taken back', async () => {
    const { store, keychain, answer } = prompting();
    assert.equal((await accessErrorOf(store.set('a', 'text'))).code, 'keychain.timeout');
    sinon.assert.notCalled(keychain.deletePassword);
    answer(0);
    await nextTurn();
    sinon.assert.calledOnceWithExactly(keychain.deletePassword, SERVICE, 'a');
  });

  it('keeps it where a tenant counts on the item', async () => {
    const { store, keychain, answer } = prompting({ inUse: () => true });
    await accessErrorOf(store.set('a', 'text'));
    answer(0);
    await nextTurn();
    sinon.assert.notCalled(keychain.deletePassword);
  });

  it('keeps what a second attempt stores', async () => {
    const { store, keychain, answer } = prompting();
    await accessErrorOf(store.set('a', 'text'));
    const second = store.set('a', 'text');
    await nextTurn();
    answer(0);
    answer(1);
    await second;
    await nextTurn();
    sinon.assert.notCalled(keychain.deletePassword);
  });
});
