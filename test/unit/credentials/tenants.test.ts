import assert from 'node:assert/strict';
import fc from 'fast-check';
import { tenantIdOf, TenantStore } from '../../../src/credentials/tenants.ts';
import { accessErrorOf } from '../../support/rejects.ts';
import { MemoryMemento } from './support/memory.ts';
import { profile } from './support/profile.ts';

const idOf = (baseUrl: string, clientId = 'm2m-app'): string => tenantIdOf(profile({ baseUrl, clientId }));

/** Forgets a write now and then, as VS Code's does when news of an older one comes in between. */
class ForgetfulMemento extends MemoryMemento {
  #writes = 0;

  override async update(key: string, value: unknown): Promise<void> {
    if (this.#writes++ % 2 === 1) await super.update(key, value);
  }
}

describe('The id of a tenant', () => {
  it('names its host and never changes, since its snapshots are found by it', () => {
    assert.equal(idOf('https://acme.logto.app'), 'acme.logto.app-051484ab');
    assert.equal(idOf('http://localhost:3301'), 'localhost-3301-a5975692');
  });

  it('is the same whatever else of the tenant changes', () => {
    const renamed = profile({ id: '', name: 'Other', resource: 'https://other', secretStore: 'none' });
    assert.equal(tenantIdOf(renamed), tenantIdOf(profile()));
    assert.equal(idOf('https://acme.logto.app/'), idOf('https://acme.logto.app'));
  });

  it('differs for another host, port, scheme or application', () => {
    const ids = [
      idOf('https://acme.logto.app'),
      idOf('https://acme.logto.app', 'other-app'),
      idOf('https://acme.logto.app:8443'),
      idOf('http://acme.logto.app'),
      idOf('https://acme2.logto.app'),
    ];
    assert.equal(new Set(ids).size, ids.length);
  });

  it('can name a folder, whatever the address and the application', () => {
    const address = fc.webUrl({ authoritySettings: { withPort: true, withIPv4: true, withIPv6: true } });
    fc.assert(
      fc.property(address, fc.string(), (baseUrl, clientId) => {
        assert.match(idOf(baseUrl, clientId), /^[a-z0-9.-]{1,100}-[0-9a-f]{8}$/);
      }),
    );
    assert.match(idOf(`https://${'long.'.repeat(50)}app`), /^[a-z.]{100}-[0-9a-f]{8}$/);
  });
});

describe('The store of tenants', () => {
  it('makes a change again that VS Code has lost', async () => {
    const store = new TenantStore(new ForgetfulMemento());
    const acme = profile();
    await store.save(acme);
    assert.deepEqual(store.list(), [acme]);
    await store.remove(acme.id);
    assert.deepEqual(store.list(), []);
  });

  const acme = profile({ id: 'acme' });
  const beta = profile({ id: 'beta', name: 'Beta', secretStore: 'secretStorage' });

  it('is empty at first', () => {
    const store = new TenantStore(new MemoryMemento());
    assert.deepEqual(store.list(), []);
    assert.equal(store.get('acme'), undefined);
  });

  it('gives tenants back in the order in which they were connected', async () => {
    const memento = new MemoryMemento();
    await new TenantStore(memento).save(beta);
    await new TenantStore(memento).save(acme);
    assert.deepEqual(new TenantStore(memento).list(), [beta, acme]);
    assert.deepEqual(new TenantStore(memento).get('acme'), acme);
  });

  it('replaces a tenant that is connected anew, in its place', async () => {
    const store = new TenantStore(new MemoryMemento());
    for (const tenant of [acme, beta, { ...acme, name: 'Acme 2' }]) await store.save(tenant);
    assert.deepEqual(
      store.list().map(({ name }) => name),
      ['Acme 2', 'Beta'],
    );
  });

  it('removes a tenant and leaves the others', async () => {
    const store = new TenantStore(new MemoryMemento());
    await store.save(acme);
    await store.save(beta);
    await store.remove('acme');
    assert.deepEqual(store.list(), [beta]);
  });

  it('loses none of two tenants that are saved at once', async () => {
    const store = new TenantStore(new MemoryMemento());
    await Promise.all([store.save(acme), store.save(beta)]);
    assert.deepEqual(store.list(), [acme, beta]);
  });

  it('never stores a secret, even of an object that holds one', async () => {
    const memento = new MemoryMemento();
    const careless = { ...acme, clientSecret: 'S3cret' };
    await new TenantStore(memento).save(careless);
    assert.match(memento.texts.join(), /acme/);
    assert.doesNotMatch(memento.texts.join(), /S3cret|clientSecret/);
  });

  it('tells its listeners after every change, until they are disposed of', async () => {
    const store = new TenantStore(new MemoryMemento());
    const seen: number[] = [];
    const listener = store.onDidChange(() => seen.push(store.list().length));
    await store.save(acme);
    await store.save(beta);
    await store.remove('acme');
    listener.dispose();
    await store.remove('beta');
    assert.deepEqual(seen, [1, 2, 1]);
  });
});

describe('A stored list of tenants', () => {
  const KEY = 'tenants';
  const tenant = profile({ id: 'acme' });
  const listOf = (...tenants: unknown[]): unknown => ({ version: 1, tenants });
  const damaged = (where: string) => ['tenants.damaged', `(${where})`] as const;
  const unknown = ['tenants.unknown_version', 'another version'] as const;
  const REFUSED: [title: string, stored: unknown, code: string, said: string][] = [
    ['of another version', { version: 2, tenants: {} }, ...unknown],
    ['without a version', { tenants: [tenant] }, ...unknown],
    ['that is no object', 'S3cret', ...damaged('all of it')],
    ['that is null', null, ...damaged('all of it')],
    ['without tenants', { version: 1 }, ...damaged('tenants')],
    ['with a tenant that is none', listOf(tenant, 7), ...damaged('tenants.1')],
    [
      'with an unknown store',
      listOf({ ...tenant, secretStore: 'S3cret' }),
      ...damaged('tenants.0.secretStore'),
    ],
    ['with an App ID missing', listOf({ ...tenant, clientId: undefined }), ...damaged('tenants.0.clientId')],
  ];
  for (const [title, stored, code, said] of REFUSED) {
    it(`${title} is refused, and nothing writes over it`, async () => {
      const memento = new MemoryMemento();
      await memento.update(KEY, stored);
      const store = new TenantStore(memento);
      for (const use of [() => store.list(), () => store.save(tenant), () => store.remove('acme')]) {
        const error = await accessErrorOf(use);
        assert.equal(error.code, code);
        assert.ok(error.message.includes(said), error.message);
        assert.match(error.hint ?? '', /Nothing of the list was changed/);
        assert.doesNotMatch(`${error.message} ${error.hint ?? ''}`, /S3cret/);
      }
      assert.equal(memento.texts.join(), JSON.stringify(stored));
    });
  }

  it('keeps of other tenants what it does not know', async () => {
    const memento = new MemoryMemento();
    const richer = { ...tenant, color: 'green' };
    await memento.update(KEY, { version: 1, tenants: [richer] });
    await new TenantStore(memento).save(profile({ id: 'beta' }));
    assert.deepEqual(memento.get(KEY), { version: 1, tenants: [richer, profile({ id: 'beta' })] });
  });

  it('gives back a tenant behind a custom domain of Logto Cloud as what it is, whatever it was taken for', async () => {
    const memento = new MemoryMemento();
    const custom = profile({ baseUrl: 'https://id.acme.example', resource: 'https://a1b2c3.logto.app/api' });
    await memento.update(KEY, { version: 1, tenants: [{ ...custom, kind: 'selfHosted' }] });
    assert.deepEqual(new TenantStore(memento).list(), [{ ...custom, kind: 'cloud' }]);
  });
});
