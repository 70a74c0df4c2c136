import type { RoleType } from '../data/rows.ts';
import { MANAGEMENT_SCOPE } from '../server/authorize.ts';

/** Permissions inside an organization. */
export const ORGANIZATION_SCOPES = {
  'manage:members': 'Add and remove members and change their roles',
  'invite:members': 'Invite people by e-mail',
  'read:shipments': 'See shipments',
  'write:shipments': 'Book and change shipments',
  'read:audit-log': 'See who did what',
  'delete:organization': 'Close the account',
} as const;

/** API resources and their permissions. */
export const RESOURCES = {
  'Orders API': {
    'read:orders': 'See orders',
    'write:orders': 'Place and change orders',
    'refund:orders': 'Pay back',
  },
  'Billing API': { 'read:invoices': 'See invoices', 'manage:billing': 'Change plan and payment' },
} as const;

export interface RoleTemplate {
  readonly about: string;
  readonly type?: RoleType;
  readonly scopes?: readonly string[];
}

/** Roles inside an organization. */
export const ORGANIZATION_ROLES: Readonly<Record<string, RoleTemplate>> = {
  admin: {
    about: 'Runs the account',
    scopes: [
      ...Object.keys(ORGANIZATION_SCOPES),
      ...Object.values(RESOURCES).flatMap((scopes) => Object.keys(scopes)),
    ],
  },
  editor: {
    about: 'Books shipments',
    scopes: ['read:shipments', 'write:shipments', 'read:orders', 'write:orders'],
  },
  viewer: { about: 'Looks, changes nothing', scopes: ['read:shipments', 'read:orders'] },
  'billing-viewer': { about: 'Sees invoices only', scopes: ['read:invoices'] },
  auditor: {
    about: 'Reads everything, changes nothing',
    scopes: ['read:audit-log', 'read:orders', 'read:invoices'],
  },
  guest: { about: 'No permission of its own yet' },
  integration: {
    about: 'For the customer’s own systems',
    type: 'MachineToMachine',
    scopes: ['read:shipments', 'write:shipments', 'read:orders'],
  },
};

/** Global roles. */
export const ROLES: Readonly<Record<string, RoleTemplate>> = {
  Everyone: { about: 'Given to every new user' },
  'Support agent': { about: 'Helps customers', scopes: ['read:orders', 'read:invoices'] },
  'Refund approver': { about: 'Second signature on refunds', scopes: ['read:orders', 'refund:orders'] },
  'Data steward': { about: 'Planned; nobody holds it', scopes: ['read:orders'] },
  'Logto Management API access': {
    about: 'This default role grants access to the Logto management API.',
    type: 'MachineToMachine',
    scopes: [MANAGEMENT_SCOPE],
  },
  'Order worker': {
    about: 'Keeps orders in step',
    type: 'MachineToMachine',
    scopes: ['read:orders', 'write:orders'],
  },
};
