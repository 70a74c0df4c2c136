/** What the tools are called that others send to. */
export const SNAPSHOTS = 'logto_snapshots';
export const FIND = 'logto_find';
