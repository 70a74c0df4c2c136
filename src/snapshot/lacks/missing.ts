import { describeHole } from './holes.ts';
import type { HoleIn, Unknown } from '../model.ts';
import type { Snapshot } from '../snapshot.ts';
import { isUnknown, unknownSentences } from './unknown.ts';

/** A list that an answer was looked up in, all of it or the part of one organization, role or application. */
export type Place = readonly [list: HoleIn, of?: string | undefined];

/** What a snapshot lacks of these lists, or cannot know of them, in sentences: an answer from them may lack it too. */
export function missingFrom(snapshot: Snapshot, places: readonly Place[]): string[] {
  return [...unreadIn(snapshot, places), ...unknownSentences(unknownOf(snapshot, places))];
}

/** What of these lists the C1 file does not carry that a snapshot was read from. */
export function unknownOf({ info }: Snapshot, places: readonly Place[]): Unknown[] {
  return [...new Set(places.flatMap(([list]) => ROWS[list] ?? []))].filter((rows) => isUnknown(info, rows));
}

/** What of these lists could not be read, in sentences. */
export function unreadIn({ info }: Snapshot, places: readonly Place[]): string[] {
  const holes = info.holes.filter((hole) =>
    places.some(
      ([list, of]) => hole.in === list && (of === undefined || hole.of === undefined || hole.of === of),
    ),
  );
  return holes.map(describeHole);
}

/** What the rows of a list are called among what a C1 file may not carry. */
const ROWS: Readonly<Partial<Record<HoleIn, Unknown>>> = {
  ...{ organizationRoles: 'organization roles', applications: 'applications' },
  ...{ applicationOrganizations: 'applications', globalRoles: 'global roles' },
  ...{ roleUsers: 'global roles', roleApplications: 'global roles' },
  ...{
    invitations: 'invitations',
    scopes: 'permissions',
    roleScopes: 'permissions',
    resources: 'permissions',
  },
};
