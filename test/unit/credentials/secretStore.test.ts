import assert from 'node:assert/strict';
import fc from 'fast-check';
import { secretStorageStore } from '../../../src/credentials/secretStorage.ts';
import { packSecret, unpackSecret } from '../../../src/credentials/secretStore.ts';
import { accessErrorOf } from '../../support/rejects.ts';
import { MemorySecrets } from './support/memory.ts';

describe('A packed secret', () => {
  it('is one JSON text with a version', () => {
    assert.equal(packSecret('a "b"'), '{"version":1,"clientSecret":"a \\"b\\""}');
  });

  it('unpacks to what was packed, whatever it is', function () {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (secret) =>
        assert.equal(unpackSecret(packSecret(secret)), secret),
      ),
    );
  });

  const UNREADABLE = {
    'is not JSON': 'S3cret',
    'is cut off': '{"version":1,"clientSecret":"S3cret',
    'is of another version': '{"version":2,"clientSecret":"S3cret"}',
    'has no version': '{"clientSecret":"S3cret"}',
    'holds no secret': '{"version":1,"secret":"S3cret"}',
    'holds something that is no text': '{"version":1,"clientSecret":["S3cret"]}',
    'is no object': '"S3cret"',
    'is null': 'null',
  };
  for (const [why, text] of Object.entries(UNREADABLE)) {
    it(`that ${why} is refused without a word of it`, async () => {
      const error = await accessErrorOf(() => unpackSecret(text));
      assert.equal(error.code, 'secret.unreadable');
      assert.match(error.hint ?? '', /Connect the tenant again/);
      assert.doesNotMatch(`${error.stack ?? ''} ${error.hint ?? ''} ${String(error.cause)}`, /S3cret/);
    });
  }
});

describe('The secret storage of VS Code', () => {
  it('gives back what was stored for the account, and nothing once it is deleted', async () => {
    const store = secretStorageStore(new MemorySecrets());
    await store.set('a', 'one');
    await store.set('b', 'two');
    assert.equal(await store.get('a'), 'one');
    await store.delete('a');
    assert.equal(await store.get('a'), undefined);
    assert.equal(await store.get('b'), 'two');
  });

  it('keeps it under a key that says what it is for', async () => {
    const secrets = new MemorySecrets();
    await secretStorageStore(secrets).set('a', 'one');
    assert.deepEqual([...secrets.texts], [['tenant:a', 'one']]);
  });
});
