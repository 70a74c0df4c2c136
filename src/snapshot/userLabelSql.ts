/** What a user is called, as `userLabel` says, in SQL; null where they have nothing but their id. */
export const USER_LABEL = `coalesce(${['name', 'username', 'email', 'phone']
  .map((column) => `nullif(trim(${column}), '')`)
  .join(', ')})`;
