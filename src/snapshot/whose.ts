import type { UserDetails } from './model.ts';

/** Users with a global role that not every new user gets, or with an organization role that carries permissions. */
const PRIVILEGED = `(id in (select h.user_id from role_users h join roles r on r.id = h.role_id where r.is_default = 0)
  or id in (select h.user_id from member_roles h where h.role_id in (select role_id from organization_role_scopes)))`;

/** Whose details a sync asks for, among rows of users. */
export const WHOSE: Readonly<Record<UserDetails, string>> = {
  none: 'false',
  privileged: PRIVILEGED,
  all: 'true',
};
