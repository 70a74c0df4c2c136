import type { Snapshot } from '../../snapshot/snapshot.ts';
import { count, number, oneLine } from '../../words.ts';
import type { Compared, Fact } from '../compare.ts';
import type { Explanation, Path } from '../explain.ts';
import type { Hit, Hits } from '../find/find.ts';
import type { Target, TargetId } from '../target.ts';
import { permissionLabel } from '../../snapshot/read/roles.ts';
import { KIND_WORDS } from '../things.ts';
import { whoCan, type Holder, type HolderRow, type WhoCan } from '../whoCan.ts';
import { describeApplication, describeUser, lackLines, leftOutLines } from './lines.ts';

/** Answers as lines of text, the same for the same answer. */

/** `user  Ada Lovelace  ada@acme.example [u1]`, a hit a line; then how many more there are. */
export function* hitLines({ hits, total, mayLack }: Hits): Generator<string> {
  yield* lackLines(mayLack);
  for (const hit of hits) {
    const facts = factsOfHit(hit).map((fact) => ` · ${fact}`);
    yield `${KIND_WORDS[hit.kind]} ${hit.label}${facts.join('')} [${hit.id}]`;
  }
  if (total === 0) yield 'nothing found';
  else if (total > hits.length) yield `and ${count(total - hits.length, 'more', 'more')}`;
}

/** What tells a hit from others of its name, and in what it was found where that would not be seen. */
export function factsOfHit({ id, label, detail, by, matched }: Hit): string[] {
  const isShown = [label, detail, id].some((text) => text.includes(matched));
  return [detail, isShown ? '' : `${by} ${matched}`].filter((fact) => fact !== '');
}

/** Each holder with every path, `Ada Lovelace <ada@acme.example> [u1]: Acme → admin → read:orders`. */
export function* whoCanLines({ target, rows, total, leftOut, next, mayLack }: WhoCan): Generator<string> {
  yield* lackLines(mayLack);
  yield* leftOutLines(leftOut, 'holder');
  yield `${targetText(target)}: ${count(total, 'holder')}`;
  for (const row of rows) yield* rowLines(row, target);
  if (next !== undefined) yield `  and more, of whom the first ${number(rows.length)} are shown`;
}

/** The same for all holders, however many: they are read page by page. */
export function* allHolderLines(
  snapshot: Snapshot,
  targetId: TargetId,
  organizationId: string | undefined,
): Generator<string> {
  const options = { limit: AT_ONCE, ...(organizationId !== undefined && { organizationId }) };
  let { next, ...page } = whoCan(snapshot, targetId, options);
  yield* whoCanLines(page);
  while (next !== undefined) {
    ({ next, ...page } = whoCan(snapshot, targetId, { ...options, after: next }));
    for (const row of page.rows) yield* rowLines(row, page.target);
  }
}

/** Holders read at once. */
const AT_ONCE = 500;

/** One holder with every path. */
function* rowLines({ holder, organization, roles }: HolderRow, { permission }: Target): Generator<string> {
  for (const role of roles) yield `  ${holderText(holder)}: ${pathText({ organization, role, permission })}`;
}

/** Every path, `Acme → admin → read:orders`. */
export function* explanationLines({ holder, paths, leftOut, mayLack }: Explanation): Generator<string> {
  yield* lackLines(mayLack);
  yield* leftOutLines(leftOut, 'path');
  yield `${holder.kind} ${holderText(holder)}: ${count(paths.length, 'path')}`;
  for (const path of paths) yield `  ${pathText(path)}`;
}

/** What both have, and what each has alone. */
export function* comparedLines(
  { both, first, second, mayLack }: Compared,
  names: readonly [first: string, second: string],
): Generator<string> {
  yield* lackLines(mayLack);
  const parts = [
    ['both', both],
    [`only ${names[0]}`, first],
    [`only ${names[1]}`, second],
  ] as const;
  for (const [title, facts] of parts) {
    yield `${oneLine(title)}: ${count(facts.length, 'fact')}`;
    for (const fact of facts) yield `  ${factText(fact)}`;
  }
}

/** `Acme [o1] → admin → Orders API: read:orders`, or `global role Support → read:orders`. */
export function pathText({ organization, role, permission }: Path): string {
  const roleName = role === null ? 'no role' : oneLine(role.name);
  const steps =
    organization === null
      ? [`global role ${roleName}`]
      : [`${oneLine(organization.name)} [${organization.id}]`, roleName];
  return [...steps, ...(permission === null ? [] : [oneLine(permissionLabel(permission))])].join(' → ');
}

function holderText(holder: Holder): string {
  return holder.kind === 'user' ? describeUser(holder.user) : describeApplication(holder.application);
}

function targetText({ permission, organizationRoles, globalRoles }: Target): string {
  if (permission !== null) return `permission ${oneLine(permissionLabel(permission))} [${permission.id}]`;
  const [role] = [...organizationRoles, ...globalRoles];
  const kind = organizationRoles.length > 0 ? 'organization role' : 'global role';
  return `${kind} ${oneLine(role?.name ?? '')} [${role?.id ?? ''}]`;
}

/** `organization role editor [r2] in Acme [o1]` */
export function factText({ kind, id, name, organization }: Fact): string {
  const where = organization === undefined ? '' : ` in ${oneLine(organization.name)} [${organization.id}]`;
  return `${KIND_WORDS[kind]} ${oneLine(name)} [${id}]${where}`;
}
