import { userLabel, type User } from '../snapshot/model.ts';
import { allUsers } from '../snapshot/read/all.ts';
import type { Content } from './content.ts';
import type { Resource } from './gen/connector_pb.js';
import { USER_TYPE, type ResourceKey } from './ids.ts';
import { userMendings } from './mendings.ts';
import { nameFor } from './text.ts';
import { userResource } from './userMessages.ts';

/** Who can hold access. */
export interface Principal {
  readonly key: ResourceKey;
  readonly displayName: string;
  /** Whose account it is; nobody's where it is a service. */
  readonly user: User | null;
  /** With the trait packed in its annotations. */
  readonly resource: Resource;
}

/** What is not asked for is not made: CSV does without the message, and JSON has a quicker way. */
class UserPrincipal implements Principal {
  readonly user: User;

  constructor(user: User) {
    this.user = user;
  }

  get key(): ResourceKey {
    return { resourceType: USER_TYPE, resource: this.user.id };
  }

  get displayName(): string {
    return nameFor(userLabel(this.user), this.user.id);
  }

  get resource(): Resource {
    return userResource(this.user);
  }
}

export function* userPrincipals({ snapshot, tally }: Content): Generator<Principal> {
  for (const user of allUsers(snapshot)) {
    tally.addMendings(userMendings(user));
    yield new UserPrincipal(user);
  }
}
