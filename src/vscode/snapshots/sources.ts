import { basename } from 'node:path';
import * as vscode from 'vscode';
import { choose } from '../ask/choose.ts';
import { AccessError } from '../../errors.ts';
import { sentence } from '../../sentence.ts';
import { isComplete } from '../../snapshot/lacks/holes.ts';
import type { SnapshotInfo } from '../../snapshot/model.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { localMinute } from '../localTime.ts';
import type { Services } from '../services.ts';
import { shownSnapshotOf } from './shownSnapshot.ts';
import { inform } from '../say.ts';

/** Names the snapshot that a question is about: itself, or the tenant of which it is shown. */
export interface SourceArgument {
  readonly tenantId?: string;
  readonly snapshotId?: string;
}

/** A tenant with a shown snapshot, or an opened file. */
interface Source {
  readonly name: string;
  readonly info: SnapshotInfo;
}

/** The snapshot that is meant: the shown one of the tenant, of the only tenant where none is named. */
export function snapshotOf(services: Services, { tenantId, snapshotId }: SourceArgument): Snapshot {
  if (snapshotId !== undefined) return services.snapshots.get(snapshotId);
  if (tenantId !== undefined)
    return services.snapshots.get(shownSnapshotOf(services, tenantId) ?? never(tenantId));
  const [only, ...others] = sourcesOf(services);
  if (only !== undefined && others.length === 0) return services.snapshots.get(only.info.id);
  if (only === undefined)
    throw new AccessError(sentence`There is no snapshot to ask.`, {
      code: 'snapshot.missing',
      hint: sentence`Sync a tenant first.`,
    });
  throw new AccessError(sentence`There are several tenants, and none is named.`, {
    code: 'argument.invalid',
    hint: sentence`Give tenantId or snapshotId.`,
  });
}

/** The same for a person: of the line they were on, else they choose where there are several. */
export async function askForSource(
  services: Services,
  item: SourceArgument | undefined,
  title: string,
): Promise<Snapshot | undefined> {
  if (item?.snapshotId !== undefined || item?.tenantId !== undefined) return snapshotOf(services, item);
  const sources = sourcesOf(services);
  const source = sources.length > 1 ? await chooseSource(sources, title) : sources[0];
  if (source !== undefined) return services.snapshots.get(source.info.id);
  if (sources.length === 0) void inform(vscode.l10n.t('There is no snapshot to ask. Sync a tenant first.'));
  return undefined;
}

/** `Acme, as of Nov 24, 09:30`, and `, incomplete` where it is. */
export function describeSource({ info }: Snapshot): string {
  return marked(vscode.l10n.t('{0}, as of {1}', info.tenantName, localMinute(info.endedAt)), info);
}

function marked(text: string, info: SnapshotInfo): string {
  return isComplete(info) ? text : vscode.l10n.t('{0}, incomplete', text);
}

async function chooseSource(sources: readonly Source[], title: string): Promise<Source | undefined> {
  const items = sources.map((source) => {
    const description = vscode.l10n.t('as of {0}', localMinute(source.info.endedAt));
    return { label: source.name, description: marked(description, source.info), source };
  });
  const placeHolder = vscode.l10n.t('In which tenant?');
  return (await choose(items, { title, placeHolder }))?.source;
}

function sourcesOf(services: Services): Source[] {
  const { tenants, catalogue, files } = services;
  const shown = tenants.list().flatMap(({ id, name }) => {
    const snapshotId = shownSnapshotOf(services, id);
    const info = catalogue.list(id).find((stored) => stored.info.id === snapshotId)?.info;
    return info === undefined ? [] : [{ name, info }];
  });
  const opened = files.list.map(({ file, info }) => ({ name: basename(file), info }));
  return [...shown, ...opened];
}

function never(tenantId: string): never {
  throw new AccessError(vscode.l10n.t('There is no snapshot of {0} to ask.', tenantId), {
    code: 'snapshot.missing',
    hint: vscode.l10n.t('Sync the tenant first.'),
  });
}
