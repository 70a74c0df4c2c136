import type { InvitationRow, InvitationStatus } from '../data/rows.ts';
import { TENANT_ID } from '../data/rows.ts';
import type { TenantData } from '../data/tenant.ts';
import type { Random } from '../random.ts';
import { plainLetters } from './letters.ts';
import { personName } from './names.ts';
import type { Customer } from './organizations.ts';
import { organizationRole } from './template.ts';
import { DAY, HOUR, WEEK } from './time.ts';

const STATUSES: readonly InvitationStatus[] = ['Pending', 'Accepted', 'Expired', 'Revoked', 'Pending'];

/** Adds invitations in every state, from an organization's first admin or from nobody in particular. */
export function addInvitations(data: TenantData, random: Random, customers: readonly Customer[]): void {
  const count = Math.min(40, customers.length * 2);
  for (let index = 0; index < count; index++) {
    const customer = customers[index % customers.length] as Customer;
    const status = STATUSES[index % STATUSES.length] as InvitationStatus;
    const invitation = data.invitations.insert(invitationRow(data, random, customer, status));
    const role = random.pick(['viewer', 'viewer', 'editor', 'billing-viewer', 'none']);
    if (role !== 'none') data.invitationRoles.add(invitation.id, organizationRole(data, role).id);
  }
}

function invitationRow(
  data: TenantData,
  random: Random,
  customer: Customer,
  status: InvitationStatus,
): InvitationRow {
  const members = data.members.membersOf(customer.id);
  const accepted = status === 'Accepted' && members.length > 0 ? random.pick(members) : null;
  const age = status === 'Expired' ? random.between(8, 60) * DAY : random.between(HOUR, 6 * DAY);
  const createdAt = data.now - age;
  const isOpen = status === 'Pending';
  return {
    tenantId: TENANT_ID,
    id: random.id(21),
    inviterId: members.length > 0 && random.chance(0.8) ? random.pick(members) : null,
    invitee: inviteeOf(data, random, customer, accepted),
    acceptedUserId: accepted,
    organizationId: customer.id,
    status: status === 'Accepted' && accepted === null ? 'Revoked' : status,
    createdAt,
    updatedAt: isOpen ? createdAt : createdAt + random.between(HOUR, DAY),
    expiresAt: createdAt + WEEK,
  };
}

function inviteeOf(
  data: TenantData,
  random: Random,
  customer: Customer,
  acceptedUserId: string | null,
): string {
  const email = acceptedUserId === null ? null : data.users.get(acceptedUserId)?.primaryEmail;
  if (email) return email;
  const { given, handle } = personName(random, 'english');
  return `${handle || plainLetters(given)}.${random.between(2, 99)}@${customer.domain}`;
}
