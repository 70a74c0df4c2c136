import type { Snapshot } from '../snapshot/snapshot.ts';
import type { C1ViewLike } from './c1View.ts';
import { effectsOf } from './effects.ts';
import type { Pair } from './merge.ts';
import type { Change, FieldChange, Subject, Touch } from './model.ts';
import type { Names } from './names.ts';
import type { One } from './one.ts';
import { holdsAny, privilegedRoleIds } from '../snapshot/read/privileged.ts';
import type { SubjectRules } from './subjects.ts';
import { touchingsOf, touchOf } from './touched.ts';

/** Two snapshots that are compared. */
export interface Compared {
  readonly before: Snapshot;
  readonly after: Snapshot;
  readonly names: Names;
  /** What ids were called: as the older snapshot says, else as the newer one does. */
  readonly formerNames: Names;
  /** The snapshots are of two tenants. */
  readonly byName: boolean;
  readonly c1View: C1ViewLike | undefined;
  /** Only what concerns one thing; everything where left out. */
  readonly one?: One | undefined;
}

/** Tells a difference as a change, with all that it means. */
export class ChangeBuilder {
  readonly #compared: Compared;
  readonly #privileged: ReadonlySet<string>;

  constructor(compared: Compared) {
    this.#compared = compared;
    this.#privileged = privilegedRoleIds(compared.before, compared.after);
  }

  change<T>(rules: SubjectRules<T>, { key, before, after }: Pair<T>, fields: FieldChange[]): Change {
    const { names } = this.#compared;
    const { label, organizationId, userId } = rules.about((after ?? before) as T, names);
    const roleIds = [before, after] // which are not the same between two tenants
      .flatMap((row) => (row === undefined ? [] : (rules.about(row, names).roleIds ?? [])));
    const rolesThatMoved = fields.filter(({ field }) => field === 'roles').flatMap(listedIn);
    const kind = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';
    const id = key.replaceAll('\0', '/');
    const { subject } = rules;
    const effects = effectsOf({ kind, subject, fields });
    return {
      ...{ kind, subject, id, label },
      ...(this.#compared.byName && { ids: { ...idIn('before', before), ...idIn('after', after) } }),
      ...(organizationId !== undefined && {
        organizationId,
        organizationName: names.organization(organizationId),
      }),
      ...(userId !== undefined && { userId, userLabel: names.user(userId) }),
      ...{ fields, effects },
      privileged:
        effects.length > 0 &&
        this.#isPrivileged(
          subject,
          id,
          kind === 'changed' && rolesThatMoved.length > 0 ? rolesThatMoved : roleIds,
        ),
      ...(kind === 'changed' && this.#touches({ subject, id, fields })),
    };
  }

  /** By a role that it gives or is; of a user who was suspended or restored, by one that they hold. */
  #isPrivileged(subject: Subject, id: string, roleIds: readonly string[]): boolean {
    const { before, after } = this.#compared;
    if (subject === 'user')
      return [before, after].some((snapshot) => holdsAny(snapshot, id, this.#privileged));
    return roleIds.some((roleId) => this.#privileged.has(roleId));
  }

  /** Whom a change of a role's permissions touches. */
  #touches(change: Pick<Change, 'subject' | 'id' | 'fields'>): { readonly touches?: readonly Touch[] } {
    if (this.#compared.byName) return {};
    const touches = touchingsOf(change).map((touching) => touchOf(this.#compared, touching));
    return touches.length === 0 ? {} : { touches };
  }
}

/** The id that a thing has in one of two tenants. */
function idIn(side: 'before' | 'after', row: unknown): NonNullable<Change['ids']> {
  return row === undefined ? {} : { [side]: (row as { readonly id: string }).id };
}

function listedIn({ added = [], removed = [] }: FieldChange): string[] {
  return [...added, ...removed].map(({ id }) => id);
}
