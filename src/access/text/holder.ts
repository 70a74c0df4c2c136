import type { HolderId } from '../../snapshot/read/accessOf.ts';
import type { User } from '../../snapshot/model.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { oneLine } from '../../words.ts';
import { namesOf } from '../details.ts';
import { explain, type Path } from '../explain.ts';
import { permissionLabel } from '../../snapshot/read/roles.ts';
import type { Holder } from '../whoCan.ts';
import { describeApplication, describeUser, lackLines } from './lines.ts';

/** All that a user or an application has, as text: each step of a path is a line below the one before. */
export function* holderDocumentLines(snapshot: Snapshot, whose: HolderId): Generator<string> {
  const { holder, paths, mayLack } = explain(snapshot, whose);
  yield* lackLines(mayLack);
  yield* headLines(holder);
  let last: Path | undefined;
  for (const path of paths) {
    yield* pathLines(path, last);
    last = path;
  }
}

function* headLines(holder: Holder): Generator<string> {
  if (holder.kind === 'application') {
    yield `application ${describeApplication(holder.application)} ${oneLine(holder.application.type)}`;
    return;
  }
  yield `user ${describeUser(holder.user)}`;
  yield* factLines(holder.user);
}

function* factLines(user: User): Generator<string> {
  for (const fact of ['username', 'email', 'phone'] as const) {
    const value = user[fact];
    if (value !== null) yield `  ${fact} ${oneLine(value)}`;
  }
  if (user.mfaFactors !== null) yield `  MFA: ${namesOf(user.mfaFactors)}`;
  if (user.ssoIdentities !== null) yield `  enterprise identities: ${namesOf(user.ssoIdentities)}`;
}

/** The steps of a path that are not also those of the one before. */
function* pathLines({ organization, role, permission }: Path, last: Path | undefined): Generator<string> {
  const inTenant = organization === null;
  const isSamePlace = last !== undefined && last.organization?.id === organization?.id;
  const isSameRole = isSamePlace && last.role?.id === role?.id;
  const indent = inTenant ? '  ' : '    ';
  if (!inTenant && !isSamePlace) yield `  organization ${oneLine(organization.name)} [${organization.id}]`;
  if (role === null) yield `${indent}no role`;
  else if (!isSameRole)
    yield `${indent}${inTenant ? 'global role' : 'organization role'} ${oneLine(role.name)} [${role.id}]`;
  if (permission !== null)
    yield `${indent}  permission ${oneLine(permissionLabel(permission))} [${permission.id}]`;
}
