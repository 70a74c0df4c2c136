import { TenantData } from '../data/tenant.ts';
import { Random } from '../random.ts';
import { addActivity } from './activity.ts';
import { addApplications } from './applications.ts';
import { addInvitations } from './invitations.ts';
import { addJustInTimeRules, addOrganizations } from './organizations.ts';
import { addPeople } from './people.ts';
import { addTemplate } from './template.ts';
import { UserMaker } from './user.ts';

export interface GenerateOptions {
  readonly seed?: string | number;
  readonly users?: number;
  readonly organizations?: number;
  /** When the tenant's story stands; the present unless given, so that only a given one makes it repeatable. */
  readonly now?: number;
  /** How many users came in one import and so have the same `createdAt`. */
  readonly tiedUsers?: number;
  /** How many organizations a user is in on average, those in none included. */
  readonly membershipsPerUser?: number;
}

/** Makes up the tenant of a company that ships parcels for other companies: the same one for the same options. */
export function generateTenant(options: GenerateOptions = {}): TenantData {
  const { seed = 'parcelwise', users = 240, organizations = 12, now = Date.now() } = options;
  const data = new TenantData(seed, now);
  const stream = (name: string) => new Random(`${seed}/${name}`);
  addTemplate(data, stream('template'));
  const customers = addOrganizations(data, stream('organizations'), organizations);
  addJustInTimeRules(data, stream('rules'), customers);
  addApplications(data, stream('applications'));
  addPeople(data, stream('people'), new UserMaker(stream('users')), {
    users,
    tiedUsers: Math.min(users, options.tiedUsers ?? Math.min(40, Math.floor(users / 6))),
    membershipsPerUser: options.membershipsPerUser ?? 1.3,
    customers: customers.filter(({ isEmpty }) => isEmpty !== true),
  });
  addInvitations(data, stream('invitations'), customers);
  addActivity(data, stream('activity'), customers);
  return data;
}
