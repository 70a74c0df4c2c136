import type { Snapshot } from '../../snapshot.ts';
import { text, textList } from '../rows.ts';

/** The members of an organization who have an e-mail, with its domain in small letters. */
export interface EmailsInOrganization {
  readonly organizationId: string;
  readonly members: readonly (readonly [userId: string, domain: string])[];
}

/**
 * Organizations by id. Users are walked once, in the order in which they lie, and the members of an organization come
 * as one text, which takes half the time of as many rows.
 */
export function* emailDomains(snapshot: Snapshot): Generator<EmailsInOrganization> {
  const rows = snapshot.iterate(
    `select organization_id, json_group_array(json_array(user_id, domain)) as members from (
       select m.organization_id, u.id as user_id, lower(substr(u.email, instr(u.email, '@') + 1)) as domain
       from users u cross join memberships m on m.user_id = u.id where u.email like '%@%'
     ) group by organization_id order by organization_id`,
  );
  for (const row of rows)
    yield {
      organizationId: text(row.organization_id),
      members: JSON.parse(text(row.members)) as [string, string][],
    };
}

/** Ids of users whose e-mails differ in nothing but case; each list and all lists sorted. */
export function sameEmails(snapshot: Snapshot): string[][] {
  const rows = snapshot.all(
    `select json_group_array(id order by id) as ids from users where email is not null
     group by lower(email) having count(*) > 1 order by min(id)`,
  );
  return rows.map(({ ids }) => textList(ids));
}
