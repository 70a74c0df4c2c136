/** Scheme of the read-only documents that show access as text. */
export const ACCESS_SCHEME = 'logto-access';
