import { countHolders, countHoldersInOrganizations } from '../snapshot/read/holders.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import type { C1ViewLike } from './c1View.ts';
import { effectsOf } from './effects.ts';
import type { Pair } from './merge.ts';
import type { Change, FieldChange, Subject } from './model.ts';
import type { Names } from './names.ts';
import type { One } from './one.ts';
import { privilegedRoleIds } from '../snapshot/read/privileged.ts';
import type { SubjectRules } from './subjects.ts';

/** Two snapshots that are compared. */
export interface Compared {
  readonly before: Snapshot;
  readonly after: Snapshot;
  readonly names: Names;
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
    const { label, organizationId, userId, roleIds = [] } = rules.about((after ?? before) as T, names);
    const kind = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';
    const { subject } = rules;
    const effects = effectsOf({ kind, subject, fields });
    return {
      ...{ kind, subject, id: key.replaceAll('\0', '/'), label },
      ...(organizationId !== undefined && {
        organizationId,
        organizationName: names.organization(organizationId),
      }),
      ...(userId !== undefined && { userId, userLabel: names.user(userId) }),
      ...{ fields, effects },
      privileged: effects.length > 0 && roleIds.some((id) => this.#privileged.has(id)),
      ...this.#holders(subject, roleIds, fields),
    };
  }

  /** How many hold a role whose permissions changed. */
  #holders(
    subject: Subject,
    roleIds: readonly string[],
    fields: readonly FieldChange[],
  ): { readonly holders?: number } {
    if (!fields.some(({ field }) => field === 'permissions')) return {};
    const { after } = this.#compared;
    return {
      holders:
        subject === 'organizationRole'
          ? countHoldersInOrganizations(after, roleIds)
          : countHolders(after, { organizationId: null, roleIds }),
    };
  }
}
