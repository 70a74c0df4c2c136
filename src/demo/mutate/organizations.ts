import { capitalized } from '../../words.ts';
import { inventedCompany } from '../generate/companies.ts';
import { organizationRow } from '../generate/organizations.ts';
import { roleIds } from '../generate/people.ts';
import { signUp } from './people.ts';
import type { Week } from './week.ts';

const NEW_FORMS = ['Group', 'Holding', 'International'];

/** An organization takes another name, and keeps everything else. */
export function oneOrganizationIsRenamed(week: Week): void {
  const organization = week.takeOrganization(({ id }) => week.data.members.sizeOf(id) > 0);
  if (organization === undefined) return;
  const { id, name } = organization;
  const form = week.random.pick(NEW_FORMS.filter((candidate) => !name.endsWith(candidate)));
  const stem = name.replace(new RegExp(` (?:${NEW_FORMS.join('|')})$`), '');
  week.data.organizations.update(id, { name: `${stem} ${form}` });
}

/** A new customer comes with two people of its own and one who works for another already. */
export function oneOrganizationIsFounded(week: Week): void {
  const { data, random } = week;
  const company = inventedCompany(random, new Set(data.organizations.list().map(({ name }) => name)));
  const { id } = data.organizations.insert(organizationRow(company, random, week.moment()));
  for (const isFirst of [true, false]) {
    data.members.set(id, signUp(week, company.domain).id, roleIds(data, random, isFirst));
  }
  const consultant = week.takeUser();
  if (consultant !== undefined) data.members.set(id, consultant.id, roleIds(data, random, false));
}

/** Somebody accepts a pending invitation and is a member with the roles that it promised. */
export function oneInvitationIsAccepted(week: Week): void {
  const { data, random } = week;
  const pending = data.invitations.list().filter(({ status }) => status === 'Pending');
  if (pending.length === 0) return;
  const { id, organizationId, invitee } = random.pick(pending);
  const user = signUp(week, invitee.split('@')[1] ?? 'mail.example');
  const updatedAt = week.moment();
  data.users.update(user.id, { primaryEmail: invitee, name: nameIn(invitee), profile: {}, updatedAt });
  data.invitations.update(id, { status: 'Accepted', acceptedUserId: user.id, updatedAt });
  data.members.set(organizationId, user.id, [...data.invitationRoles.of(id)]);
}

/** `Owen Gage` for `owen.gage.7@…`. */
function nameIn(email: string): string {
  const words = email.split('@')[0]?.match(/[a-z]+/g) ?? [];
  return words.map(capitalized).join(' ');
}
