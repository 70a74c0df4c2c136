import type { createApiClient } from '@logto/api/management';
import type { Client } from 'openapi-fetch';
import type { InferOutput } from 'valibot';
import type {
  applicationAnswer,
  GlobalRoleAnswer,
  InvitationAnswer,
  OrganizationAnswer,
  organizationRoleAnswer,
  UserAnswer,
} from '../../../src/logto/answers.ts';

// Checked by the compiler alone: every field we read is in Logto's own description of its API, with that type.
type Paths = ReturnType<typeof createApiClient> extends Client<infer P> ? P : never;
type Row<P extends keyof Paths> = Paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': (infer R)[] } } } };
}
  ? R
  : never;
type Reads<R, Answer> = [R] extends [never]
  ? 'no such endpoint'
  : R extends Answer
    ? true
    : { expected: Answer; actual: R };

const checks: [
  Reads<Row<'/api/users'>, UserAnswer>,
  Reads<Row<'/api/organizations'>, OrganizationAnswer>,
  Reads<Row<'/api/organization-roles'>, InferOutput<typeof organizationRoleAnswer>>,
  Reads<Row<'/api/roles'>, GlobalRoleAnswer>,
  Reads<Row<'/api/applications'>, InferOutput<typeof applicationAnswer>>,
  Reads<Row<'/api/organization-invitations'>, InvitationAnswer>,
] = [true, true, true, true, true, true];
export default checks;
