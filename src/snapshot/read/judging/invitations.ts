import type { Invitation } from '../../model.ts';
import type { Snapshot } from '../../snapshot.ts';
import { text, textList } from '../rows.ts';
import { small } from './emails.ts';

/** An invitation that nobody accepted or took back. */
export interface OpenInvitation extends Pick<
  Invitation,
  'id' | 'invitee' | 'status' | 'createdAt' | 'expiresAt' | 'roleIds'
> {
  readonly organization: { readonly id: string; readonly name: string };
  /** Who has this e-mail, in large or small letters, and is a member already: most often nobody. */
  readonly memberIds: readonly string[];
}

const IS_OPEN = "status in ('Pending', 'Expired')";

/** Members with the e-mail of an open invitation, wherever they are members. Users are walked once. */
const MEMBERS_INVITED = `select m.organization_id, ${small('u.email')} as email, json_group_array(u.id) as member_ids
  from users u cross join memberships m on m.user_id = u.id
  where ${small('u.email')} in (select ${small('invitee')} from invitations where ${IS_OPEN}) group by 1, 2`;

/** Invitations that are pending or expired, by id. */
export function* openInvitations(snapshot: Snapshot): Generator<OpenInvitation> {
  const rows = snapshot.iterate(
    `select i.*, o.name as organization_name, (select coalesce(json_group_array(role_id), '[]') from (
       select role_id from invitation_roles where invitation_id = i.id order by role_id)) as role_ids,
       coalesce(there.member_ids, '[]') as member_ids
     from invitations i join organizations o on o.id = i.organization_id
     left join (${MEMBERS_INVITED}) there on there.organization_id = o.id and there.email = ${small('i.invitee')}
     where i.${IS_OPEN} order by i.id`,
  );
  for (const row of rows)
    yield {
      ...{ id: text(row.id), invitee: text(row.invitee), status: text(row.status) },
      ...{ createdAt: Number(row.created_at), expiresAt: Number(row.expires_at) },
      ...{ roleIds: textList(row.role_ids), memberIds: textList(row.member_ids) },
      organization: { id: text(row.organization_id), name: text(row.organization_name) },
    };
}
