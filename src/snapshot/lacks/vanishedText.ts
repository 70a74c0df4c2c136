import { number } from '../../words.ts';
import type { SnapshotCounts, SnapshotInfo } from '../model.ts';

/** Says in a sentence that most of the snapshot before is gone in `which`; nothing where it is not. */
export function aboutVanished(info: Pick<SnapshotInfo, 'vanished'>, which = 'this one'): string[] {
  if (info.vanished === undefined) return [];
  return [
    `${vanishedText(info)} of the snapshot before are gone in ${which}: Logto Access may have lost a permission, or the server its data`,
  ];
}

/** `1,203 of 2,000 users, 3 of 40 organizations`; without the whole where the snapshot before is not at hand. */
export function vanishedText({ vanished }: Pick<SnapshotInfo, 'vanished'>, before?: SnapshotCounts): string {
  return (['users', 'organizations', 'memberships'] as const)
    .map((part) => ({ part, gone: vanished?.[part] ?? 0 }))
    .filter(({ gone }) => gone > 0)
    .map(({ part, gone }) => `${number(gone)}${before ? ` of ${number(before[part])}` : ''} ${part}`)
    .join(', ');
}
