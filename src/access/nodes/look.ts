import type { ORGANIZATION_ORDERS } from '../../snapshot/read/organizationLists.ts';
import type { PEOPLE_ORDERS } from '../../snapshot/read/people.ts';

/** How a list is sorted and grouped. */
export interface Arrangement<Order, Grouping> {
  readonly order: Order;
  readonly groupBy: Grouping | 'nothing';
}

export const PEOPLE_GROUPINGS = ['initial', 'role', 'status'] as const;
export type PeopleArrangement = Arrangement<
  (typeof PEOPLE_ORDERS)[number],
  (typeof PEOPLE_GROUPINGS)[number]
>;

export const ORGANIZATION_GROUPINGS = ['initial'] as const;
export type OrganizationArrangement = Arrangement<
  (typeof ORGANIZATION_ORDERS)[number],
  (typeof ORGANIZATION_GROUPINGS)[number]
>;

/** What the lists of the first level are narrowed to; people by all of it, everything else by the text. */
export interface Filter {
  /** A part of a name, e-mail, username or id; empty for none. */
  readonly text: string;
  readonly people: readonly PeopleFilter[];
  /** Names of roles that people hold all of, each in some organization or in the tenant. */
  readonly roleNames: readonly string[];
}

export const PEOPLE_FILTERS = ['suspended', 'neverSignedIn', 'withoutOrganization', 'withoutRole'] as const;
export type PeopleFilter = (typeof PEOPLE_FILTERS)[number];

/** How a person wants to see the tree. */
export interface Look {
  readonly users: PeopleArrangement;
  readonly members: PeopleArrangement;
  readonly organizations: OrganizationArrangement;
  readonly filter?: Filter;
}

/** All of it, by name. */
export const PLAIN: Look = {
  users: { order: 'name', groupBy: 'nothing' },
  members: { order: 'name', groupBy: 'nothing' },
  organizations: { order: 'name', groupBy: 'nothing' },
};
