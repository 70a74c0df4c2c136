import type { Unknown, User, UserDetails } from '../../snapshot/model.ts';
import type { Resource } from '../gen/connector_pb.js';
import { ORGANIZATION_ROLE_TYPE, ROLE_TYPE } from '../ids.ts';
import { booleanIn, profileOf, textIn } from './traits.ts';

/** What only some connectors write of users: what no user in a file has is taken for unknown, unless the file is ours. */
const MAY_LACK = {
  username: ({ username }: User) => username !== null,
  phone: ({ phone }: User) => phone !== null,
  'social connectors': ({ connectors }: User) => connectors.length > 0,
} as const satisfies Partial<Record<Unknown, (user: User) => boolean>>;

/** Notes, while a C1 file is read, what it tells, so that the rest is not taken for "none". */
export class Knowledge {
  readonly #types = new Set<string>();
  readonly #lacking = new Set(Object.keys(MAY_LACK) as (keyof typeof MAY_LACK)[]);
  #users = 0;
  #usersOfOurs = 0;
  #usersWithDetails = 0;
  #organizations = 0;
  #organizationsOfOurs = 0;
  #organizationsDescribed = 0;

  noteType(id: string): void {
    this.#types.add(id);
  }

  noteUser(user: User, resource: Resource): void {
    this.#users++;
    if (textIn(profileOf(resource), 'user_id') !== null) this.#usersOfOurs++;
    if (user.mfaFactors !== null) this.#usersWithDetails++;
    for (const what of this.#lacking) if (MAY_LACK[what](user)) this.#lacking.delete(what);
  }

  noteOrganization(resource: Resource): void {
    this.#organizations++;
    if (booleanIn(profileOf(resource), 'is_mfa_required') !== null) this.#organizationsOfOurs++;
    if (resource.description !== '') this.#organizationsDescribed++;
  }

  get unknown(): Unknown[] {
    return [
      ...(this.#organizations === 0 ? (['organization roles'] as const) : []),
      'permissions',
      ...(this.#types.has(ROLE_TYPE) ? [] : (['global roles'] as const)),
      ...(this.#types.has(ORGANIZATION_ROLE_TYPE) ? [] : (['applications'] as const)),
      'invitations',
      ...(this.#usersOfOurs === this.#users ? [] : this.#lacking),
      ...this.#unknownOfOrganizations,
    ];
  }

  get #unknownOfOrganizations(): Unknown[] {
    if (this.#organizationsOfOurs === this.#organizations) return [];
    return [...(this.#organizationsDescribed === 0 ? (['description'] as const) : []), 'MFA required'];
  }

  get userDetails(): UserDetails {
    if (this.#usersWithDetails === 0) return 'none';
    return this.#usersWithDetails === this.#users ? 'all' : 'privileged';
  }
}
