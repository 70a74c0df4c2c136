/** Where a workspace says what access there may be. */
export const POLICY_FILES = '**/logto-access.policy.jsonc';
