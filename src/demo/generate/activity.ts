import type { MfaRow, UserRow } from '../data/rows.ts';
import { TENANT_ID } from '../data/rows.ts';
import type { TenantData } from '../data/tenant.ts';
import type { Random } from '../random.ts';
import type { Customer } from './organizations.ts';
import { DAY, HOUR } from './time.ts';

/** Adds what users did by themselves: second factors, access tokens, single sign-on, and what the log kept of it. */
export function addActivity(data: TenantData, random: Random, customers: readonly Customer[]): void {
  for (const user of data.users.list()) {
    if (random.chance(0.25)) data.mfaVerifications.set(user.id, secondFactors(random, user));
    if (random.chance(0.02)) addPersonalAccessToken(data, random, user);
  }
  addSsoIdentities(data, random, customers[0]);
  addLogs(data, random);
}

function secondFactors(random: Random, { createdAt }: UserRow): readonly MfaRow[] {
  const factor = (type: string, hours: number): MfaRow => {
    return { id: random.id(21), createdAt: new Date(createdAt + hours * HOUR).toISOString(), type };
  };
  const first = factor(random.pick(['Totp', 'Totp', 'WebAuthn']), 1);
  return random.chance(0.5)
    ? [first]
    : [first, { ...factor('BackupCode', 2), remainCodes: random.between(4, 10) }];
}

function addPersonalAccessToken(data: TenantData, random: Random, { id, createdAt }: UserRow): void {
  const value = `pat_${random.id(21)}${random.id(12)}`;
  const expiresAt = random.chance(0.5) ? null : createdAt + 365 * DAY;
  data.personalAccessTokens.set(id, [
    {
      tenantId: TENANT_ID,
      userId: id,
      name: random.pick(['ci token', 'laptop']),
      value,
      createdAt,
      expiresAt,
    },
  ]);
}

function addSsoIdentities(data: TenantData, random: Random, customer: Customer | undefined): void {
  const [connector] = data.ssoConnectors.list();
  if (customer === undefined || connector === undefined) return;
  const issuer = `https://${customer.domain.replace('.example', '.okta.example')}`;
  for (const userId of data.members.membersOf(customer.id).slice(0, 25)) {
    const { primaryEmail = null, createdAt = 0 } = data.users.get(userId) ?? {};
    const identity = { id: random.id(21), userId, issuer, identityId: `00u${random.id(12)}` };
    const times = { createdAt, updatedAt: createdAt, ssoConnectorId: connector.id };
    data.ssoIdentities.set(userId, [
      { tenantId: TENANT_ID, ...identity, detail: { email: primaryEmail }, ...times },
    ]);
  }
}

/** A working week of token requests by the machines. */
function addLogs(data: TenantData, random: Random): void {
  const machines = data.applications.list().filter(({ type }) => type === 'MachineToMachine');
  for (let hour = 5 * 24; hour > 0; hour -= 2) {
    const key = 'ExchangeTokenBy.ClientCredentials';
    const applicationId = random.pick(machines).id;
    const payload = { key, result: 'Success', ip: '192.0.2.7', userAgent: 'node', applicationId };
    data.logs.insert({
      tenantId: TENANT_ID,
      id: random.id(21),
      key,
      payload,
      createdAt: data.now - hour * HOUR,
    });
  }
}
