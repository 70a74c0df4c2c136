import type { Route } from '../route.ts';
import { applicationRoutes } from './applications.ts';
import { logRoutes } from './logs.ts';
import { organizationRoutes } from './organizations.ts';
import { organizationTemplateRoutes } from './organization-template.ts';
import { resourceRoutes } from './resources.ts';
import { roleRoutes } from './roles.ts';
import { userRoutes } from './users.ts';

/** Every path of the Management API that the demo tenant answers with a token. */
export const routes: readonly Route[] = [
  ...userRoutes,
  ...organizationRoutes,
  ...organizationTemplateRoutes,
  ...roleRoutes,
  ...applicationRoutes,
  ...resourceRoutes,
  ...logRoutes,
];
