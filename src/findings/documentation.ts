/** Pages of Logto's documentation that tell how to mend what a rule sees. */
const LOGTO = 'https://docs.logto.io';

export const MANAGE_USERS = `${LOGTO}/user-management/manage-users`;
export const MANAGE_ORGANIZATION = `${LOGTO}/organizations/organization-management`;
export const ORGANIZATION_TEMPLATE = `${LOGTO}/authorization/organization-template/configure-organization-template`;
export const ROLES = `${LOGTO}/authorization/role-based-access-control`;
export const INVITATIONS = `${LOGTO}/end-user-flows/organization-experience/invite-organization-members`;
export const MANAGEMENT_API = `${LOGTO}/end-user-flows/organization-experience/setup-app-service-with-management-api`;
