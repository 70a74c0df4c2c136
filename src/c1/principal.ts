import { userLabel, type User } from '../snapshot/model.ts';
import { allUsers } from '../snapshot/read/all.ts';
import { annotated } from './annotated.ts';
import type { Content } from './content.ts';
import type { Resource, UserTrait } from './gen/connector_pb.js';
import { USER_TYPE, type ResourceKey } from './ids.ts';
import { userMendings } from './mendings.ts';
import { nameFor } from './text.ts';
import { bareUser, userTrait } from './userMessages.ts';

/** Who can hold access. */
export interface Principal {
  readonly key: ResourceKey;
  readonly displayName: string;
  /** Whose account it is; nobody's where it is a service. */
  readonly user: User | null;
  readonly trait: UserTrait;
  /** Without its annotations. */
  readonly bare: Resource;
  /** With the trait packed in its annotations. */
  readonly resource: Resource;
}

/** The messages of a user are made when they are asked for, since CSV does without them. */
class UserPrincipal implements Principal {
  readonly user: User;
  #trait: UserTrait | undefined;

  constructor(user: User) {
    this.user = user;
  }

  get key(): ResourceKey {
    return { resourceType: USER_TYPE, resource: this.user.id };
  }

  get displayName(): string {
    return nameFor(userLabel(this.user), this.user.id);
  }

  get trait(): UserTrait {
    return (this.#trait ??= userTrait(this.user));
  }

  get bare(): Resource {
    return bareUser(this.user);
  }

  get resource(): Resource {
    return annotated(this.bare, this.trait);
  }
}

export function* userPrincipals({ snapshot, tally }: Content): Generator<Principal> {
  for (const user of allUsers(snapshot)) {
    tally.addMendings(userMendings(user));
    yield new UserPrincipal(user);
  }
}
