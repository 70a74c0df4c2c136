import { findOrganizationRole } from '../../snapshot/read/byId.ts';
import { countHolders, organizationsWithHolders } from '../../snapshot/read/holders.ts';
import { eachUserOfGlobalRole, listGlobalRoles, type GlobalRoleSummary } from '../../snapshot/read/roles.ts';
import type { Page, Snapshot } from '../../snapshot/snapshot.ts';
import { count, oneLine } from '../../words.ts';
import { notThere } from '../target.ts';
import { whoCan, type Cursor } from '../whoCan.ts';
import { describeApplication, describeUser, holeLines } from './lines.ts';
import { holderLines, linesOfGlobalRole, linesOfOrganizationRole } from './roles.ts';
import { SPLIT, splitGlobalRoleLines } from './split.ts';

/** Holders read at once. */
const AT_ONCE = 500;

/** A global role: what it permits, and who holds it. */
export function* globalRoleDocumentLines(snapshot: Snapshot, id: string): Generator<string> {
  const role = globalRoleOf(snapshot, id);
  yield* holeLines(snapshot);
  yield* linesOfGlobalRole(snapshot, role);
  yield* holderLines(snapshot, role);
}

/** The same with the users left to documents of their own. */
export function* globalRoleIndexLines(snapshot: Snapshot, id: string): Generator<string> {
  yield* splitGlobalRoleLines(snapshot, globalRoleOf(snapshot, id));
}

/** Some of the users who hold a global role. */
export function* globalRoleUserLines(snapshot: Snapshot, id: string, page: Page): Generator<string> {
  for (const user of eachUserOfGlobalRole(snapshot, globalRoleOf(snapshot, id), page))
    yield `user ${describeUser(user)}`;
}

function globalRoleOf(snapshot: Snapshot, id: string): GlobalRoleSummary {
  return listGlobalRoles(snapshot).find((one) => one.id === id) ?? notFound(id);
}

function notFound(id: string): never {
  throw notThere('globalRole', id);
}

/** An organization role: what it permits, and below each organization who holds it there. */
export function* organizationRoleDocumentLines(snapshot: Snapshot, id: string): Generator<string> {
  yield* headLines(snapshot, id);
  let last: string | undefined;
  for (let after: Cursor | undefined, isFirst = true; isFirst || after !== undefined; isFirst = false) {
    const target = { kind: 'organizationRole', id } as const;
    const { rows, next } = whoCan(snapshot, target, { limit: AT_ONCE, ...(after && { after }) });
    for (const { holder, organization } of rows) {
      if (organization !== null && organization.id !== last) yield `  ${placeText(organization)}`;
      last = organization?.id;
      yield holder.kind === 'user'
        ? `    user ${describeUser(holder.user)}`
        : `    application ${describeApplication(holder.application)}`;
    }
    after = next;
  }
}

/** The same with the holders only counted: their names stand in the documents of the organizations. */
export function* organizationRoleIndexLines(snapshot: Snapshot, id: string): Generator<string> {
  yield* headLines(snapshot, id);
  yield SPLIT;
  yield* placeLines(snapshot, [id]);
}

/** In which organizations how many hold one of these roles. */
export function* placeLines(snapshot: Snapshot, roleIds: readonly string[]): Generator<string> {
  for (const { organization } of organizationsWithHolders(snapshot, roleIds, { sort: '', id: '' })) {
    const holders = countHolders(snapshot, { organizationId: organization.id, roleIds });
    yield `  ${placeText(organization)}: ${count(holders, 'holder')}`;
  }
}

function* headLines(snapshot: Snapshot, id: string): Generator<string> {
  const role = findOrganizationRole(snapshot, id);
  if (role === undefined) throw notThere('organizationRole', id);
  yield* holeLines(snapshot);
  yield* linesOfOrganizationRole(snapshot, role);
}

function placeText({ id, name }: { readonly id: string; readonly name: string }): string {
  return `organization ${oneLine(name)} [${id}]`;
}
