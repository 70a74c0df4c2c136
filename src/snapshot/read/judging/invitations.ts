import type { Invitation } from '../../model.ts';
import type { Snapshot } from '../../snapshot.ts';
import { text, textList } from '../rows.ts';

/** An invitation that nobody accepted or took back. */
export interface OpenInvitation extends Pick<
  Invitation,
  'id' | 'invitee' | 'status' | 'createdAt' | 'expiresAt' | 'roleIds'
> {
  readonly organization: { readonly id: string; readonly name: string };
}

/** Invitations that are pending or expired, by id. */
export function* openInvitations(snapshot: Snapshot): Generator<OpenInvitation> {
  const rows = snapshot.iterate(
    `select i.*, o.name as organization_name, (select coalesce(json_group_array(role_id), '[]') from (
       select role_id from invitation_roles where invitation_id = i.id order by role_id)) as role_ids
     from invitations i join organizations o on o.id = i.organization_id
     where i.status in ('Pending', 'Expired') order by i.id`,
  );
  for (const row of rows)
    yield {
      ...{ id: text(row.id), invitee: text(row.invitee), status: text(row.status) },
      ...{ createdAt: Number(row.created_at), expiresAt: Number(row.expires_at) },
      roleIds: textList(row.role_ids),
      organization: { id: text(row.organization_id), name: text(row.organization_name) },
    };
}
