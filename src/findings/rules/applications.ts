import { applicationsThatManage } from '../../snapshot/read/judging/applications.ts';
import type { Place } from '../../snapshot/lacks/missing.ts';
import { oneLine } from '../../words.ts';
import { MANAGEMENT_API } from '../documentation.ts';
import type { Rule } from '../rule.ts';

/** Rules on applications that act by themselves. */

/** Lists from which it is read who manages a tenant. */
const MANAGING: readonly Place[] = [['globalRoles'], ['roleApplications'], ['roleScopes'], ['resources']];

export const managementApiApplication: Rule = {
  id: 'management-api-application',
  severity: 'medium',
  title: 'Application that may do everything in the tenant',
  why: 'Whoever has the secret of a machine-to-machine application with the Management API role may read and change all users, roles and organizations. Logto has no smaller permission for it.',
  whatToDo:
    'In Console > Applications, open the application: remove the role where it is not needed, else keep its secret in a vault and change it regularly. The application that Logto Access signs in with needs the role: suppress that one, with this as the reason.',
  documentation: MANAGEMENT_API,
  reads: ({ subjects: [application] }) => [['applications', application?.id], ...MANAGING],
  known: [['applications'], ...MANAGING],
  *judge({ snapshot }) {
    for (const { application, roles } of applicationsThatManage(snapshot)) {
      const label = oneLine(application.name);
      yield {
        about: [{ kind: 'application', id: application.id, label }],
        also: roles.map(({ id, name }) => ({ kind: 'globalRole', id, label: oneLine(name) })),
        roleIds: roles.map(({ id }) => id),
        saw: () =>
          `${label} may do everything in the tenant, by ${roles.map(({ name }) => oneLine(name)).join(', ')}`,
      };
    }
  },
};
