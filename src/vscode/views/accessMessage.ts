import * as vscode from 'vscode';
import { asksOfPeople, filterMayLack, leftBy, usersLeftText } from '../../access/nodes/filter.ts';
import type { Filter } from '../../access/nodes/look.ts';
import type { PeopleOrder } from '../../snapshot/read/people.ts';
import type { TenantProfile } from '../../credentials/tenants.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { isComplete, missingKinds } from '../../snapshot/lacks/holes.ts';
import { aboutOrigin } from '../../snapshot/lacks/unknown.ts';
import { firstSentence } from '../../words.ts';
import { progressText } from '../syncs/progressText.ts';
import type { Services } from '../services.ts';
import { shownInfoOf, shownSnapshotOf, shownSnapshots } from '../snapshots/shownSnapshot.ts';
import type { SyncState } from '../syncs/syncs.ts';
import { nameOf } from '../targets.ts';

/** What the view says above its lines: what a filter leaves, how the sync goes, or what became of the last one. */
export function messageOf(services: Services): string {
  return [...filterSentences(services), syncMessage(services)].filter((one) => one !== '').join(' ');
}

/** `Showing 3 of 120 users` of all tenants, beside the title of the view; undefined where nothing is filtered. */
export function titleOf(services: Services): string | undefined {
  const { filter, users } = services.look.get();
  if (filter === undefined) return undefined;
  const read = shownSnapshots(services).filter((one) => leftOf(one, filter, users.order).length > 0);
  return read.length === 0
    ? undefined
    : vscode.l10n.t('Showing {0}', usersLeftText(read, filter, users.order));
}

function filterSentences(services: Services): string[] {
  const { filter, users, organizations, members } = services.look.get();
  if (filter === undefined) return [];
  const snapshots = shownSnapshots(services);
  const showings = snapshots.flatMap((snapshot) => {
    const left = leftOf(snapshot, filter, users.order);
    if (left.length === 0) return [];
    const showing = vscode.l10n.t('Showing {0}', left.join(', '));
    const whose = snapshots.length === 1 ? '' : `${snapshot.info.tenantName}: `;
    return `${[whose + showing, ...filterMayLack(snapshot, filter)].join('. ')}.`;
  });
  const lists = [users, organizations, ...(asksOfPeople(filter) ? [members] : [])];
  const isGrouped = lists.some(({ groupBy }) => groupBy !== 'nothing');
  return isGrouped ? [...showings, vscode.l10n.t('What is filtered is not grouped.')] : showings;
}

/** What a filter leaves; nothing of a damaged snapshot, of which its line says what is wrong. */
function leftOf(snapshot: Snapshot, ...filter: [Filter, PeopleOrder]): string[] {
  try {
    return leftBy(snapshot, ...filter);
  } catch {
    return [];
  }
}

function syncMessage(services: Services): string {
  for (const tenant of services.tenants.list()) {
    const state = services.syncs.stateOf(tenant.id);
    const message = messageAbout(tenant, state, services);
    if (state?.kind === 'running') return message;
    if (message !== '') return [message, ...incompleteness(services), ...origins(services)].join(' ');
  }
  return [...incompleteness(services), ...origins(services)].join(' '); // undefined would leave the last message standing
}

/** A sentence for each tenant of which what is shown is not all. */
function incompleteness(services: Services): string[] {
  return services.tenants.list().flatMap(({ id, name }) => {
    const info = shownInfoOf(services, id);
    if (info === undefined || isComplete(info)) return [];
    return [
      vscode.l10n.t(
        'The shown snapshot of {0} is incomplete: {1} could not be read.',
        name,
        missingKinds(info),
      ),
    ];
  });
}

/** What opened files lack or cannot know, in short, a sentence for each. */
function origins({ files }: Services): string[] {
  return files.list.flatMap(({ file, info }) => {
    const lacks = isComplete(info)
      ? []
      : [vscode.l10n.t('incomplete: {0} could not be read', missingKinds(info))];
    const about = [...lacks, ...aboutOrigin(info)];
    return about.length === 0 ? [] : [`${nameOf(file)}: ${about.join('. ')}.`];
  });
}

function messageAbout({ id, name }: TenantProfile, state: SyncState | undefined, services: Services): string {
  if (state?.kind === 'running') return vscode.l10n.t('Syncing {0}: {1}', name, progressText(state.progress));
  if (state?.kind === 'failed')
    return vscode.l10n.t('The last sync of {0} failed. {1}', name, firstSentence(state.message));
  if (state?.kind === 'cancelled' && state.goesOn)
    return vscode.l10n.t('The sync of {0} was cancelled. The next one goes on with it.', name);
  if (newestWaits(services, id))
    return vscode.l10n.t(
      'Most of {0} is gone in the last sync, so the one before is shown. To show it, choose it in the Snapshots view.',
      name,
    );
  return '';
}

/** Whether a person has to accept the newest snapshot, whichever window made it, before it is shown. */
function newestWaits(services: Services, tenantId: string): boolean {
  const newest = services.catalogue.newest(tenantId);
  if (newest === undefined || services.accepted.has(newest.info)) return false;
  return shownSnapshotOf(services, tenantId) !== newest.info.id; // it is, where there is no other
}
