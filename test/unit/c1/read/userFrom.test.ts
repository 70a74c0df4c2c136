import assert from 'node:assert/strict';
import { create } from '@bufbuild/protobuf';
import { ResourceSchema, UserTraitSchema } from '../../../../src/c1/gen/connector_pb.js';
import { userFrom } from '../../../../src/c1/read/userFrom.ts';
import type { User } from '../../../../src/snapshot/model.ts';

/** Reads a user as another connector than ours might write it. */
function read(trait: { login?: string; emails?: string[] }, profile = {}): Pick<User, 'username' | 'email'> {
  const { login = '', emails = [] } = trait;
  const resource = create(ResourceSchema, { id: { resourceType: 'user', resource: '1' }, profile });
  const { username, email } = userFrom(
    resource,
    create(UserTraitSchema, { login, emails: emails.map((address) => ({ address })) }),
  );
  return { username, email };
}

describe('A user of another connector', () => {
  it('has for a username what they sign in with, where that is no address', () => {
    assert.deepEqual(read({ login: 'octocat' }), { username: 'octocat', email: null });
    assert.deepEqual(read({ login: 'hubot', emails: ['h@x.test'] }), {
      username: 'hubot',
      email: 'h@x.test',
    });
  });

  it('has no username where they sign in with their address or their id', () => {
    assert.deepEqual(read({ login: 'h@x.test', emails: ['h@x.test'] }), {
      username: null,
      email: 'h@x.test',
    });
    assert.deepEqual(read({ login: 'h@x.test' }), { username: null, email: 'h@x.test' });
    assert.deepEqual(read({ login: '1' }), { username: null, email: null });
  });

  it('has the username that the profile tells', () => {
    assert.equal(read({ login: 'octocat' }, { username: 'cat' }).username, 'cat');
  });
});

describe('A user of Logto Access', () => {
  it('has no username where they sign in with an address that C1 would not take', () => {
    assert.deepEqual(read({ login: 'no address' }, { user_id: '1' }), {
      username: null,
      email: 'no address',
    });
  });
});
