import { count } from '../words.ts';

/**
 * What an answer about one organization says of what it leaves out, lest it read as "no access"; undefined where it
 * leaves out nothing.
 */
export function leftOutText(leftOut: number, one: string): string | undefined {
  if (leftOut === 0) return undefined;
  return `${inTenant(leftOut, one)}: ask without the organization`;
}

/** `nobody, and 2 holders by global roles in the whole tenant` */
export function andLeftOut(summary: string, leftOut: number, one: string): string {
  return leftOut === 0 ? summary : `${summary}, and ${inTenant(leftOut, one)}`;
}

/** What of the access of some members one organization does not tell; undefined where that is nothing. */
export function globalRolesText(holders: number): string | undefined {
  if (holders === 0) return undefined;
  return `global roles, which ${count(holders, 'member holds', 'members hold')} in the whole tenant`;
}

function inTenant(leftOut: number, one: string): string {
  return `${count(leftOut, one)} by global roles in the whole tenant`;
}
