import * as vscode from 'vscode';
import { choose } from '../ask/choose.ts';
import type { TenantProfile } from '../../credentials/tenants.ts';
import { isComplete } from '../../snapshot/lacks/holes.ts';
import { count } from '../../words.ts';
import { localMinute } from '../localTime.ts';
import type { OpenedFile } from '../snapshots/openedFiles.ts';
import { runName, timesOf } from '../snapshots/runNames.ts';
import type { Services } from '../services.ts';
import { nameOf } from '../targets.ts';
import { inform } from '../say.ts';
import { addressAmong } from '../tenants/whichTenant.ts';

/** Lets a person choose a tenant; asks nothing where there is one only. */
export async function pickTenant(
  tenants: readonly TenantProfile[],
  title: string,
): Promise<TenantProfile | undefined> {
  if (tenants.length === 0) void inform(vscode.l10n.t('Connect a tenant first.'));
  if (tenants.length <= 1) return tenants[0];
  const items = tenants.map((tenant) => ({
    label: tenant.name,
    description: addressAmong(tenant, tenants),
    tenant,
  }));
  const placeHolder = vscode.l10n.t('Which tenant?');
  return (await choose(items, { title, placeHolder, matchOnDescription: true }))?.tenant;
}

/** What an export may be of: a tenant, or a file that was opened. */
export interface Source {
  readonly tenantId?: string;
  readonly snapshotId?: string;
}

/** Lets a person choose a tenant or an opened file; asks nothing where there is one only. */
export async function pickSource({ tenants, files }: Services, title: string): Promise<Source | undefined> {
  if (files.list.length === 0) {
    const tenant = await pickTenant(tenants.list(), title);
    return tenant && { tenantId: tenant.id };
  }
  const items: (vscode.QuickPickItem & { readonly source: Source })[] = [
    ...tenants.list().map((tenant, _, all) => ({
      label: tenant.name,
      description: addressAmong(tenant, all),
      source: { tenantId: tenant.id },
    })),
    ...files.list.map(({ file, info }) => ({
      ...{ label: nameOf(file), description: vscode.l10n.t('opened file') },
      source: { snapshotId: info.id },
    })),
  ];
  if (items.length === 1) return items[0]?.source;
  return (
    await choose(items, {
      title,
      placeHolder: vscode.l10n.t('Of which tenant or file?'),
      matchOnDescription: true,
    })
  )?.source;
}

/** A snapshot to choose. */
interface Choice extends vscode.QuickPickItem {
  readonly stored: OpenedFile;
}

interface PickOptions {
  readonly title: string;
  readonly placeHolder: string;
  /** The id of a snapshot that is not offered. */
  readonly except?: string;
}

/** Lets a person choose one of all tenants' snapshots, newest first, or of the opened files. */
export async function pickSnapshot(
  services: Services,
  options: PickOptions,
): Promise<OpenedFile | undefined> {
  const files = services.files.list.map((file) => toChoice(file, localMinute(file.info.endedAt)));
  return chooseRun([...runChoices(services), ...files], options);
}

/** The same without the opened files. */
export async function pickRun(services: Services, options: PickOptions): Promise<OpenedFile | undefined> {
  return chooseRun(runChoices(services), options);
}

async function chooseRun(choices: readonly Choice[], options: PickOptions): Promise<OpenedFile | undefined> {
  const items = choices.filter(({ stored }) => stored.info.id !== options.except);
  if (items.length === 0) {
    void inform(vscode.l10n.t('There is no snapshot to choose. Sync a tenant first.'));
    return undefined;
  }
  return (await choose(items, { ...options, matchOnDescription: true }))?.stored;
}

function runChoices({ tenants, catalogue }: Services): Choice[] {
  return tenants.list().flatMap(({ id }) => {
    const runs = catalogue.list(id);
    const times = timesOf(runs);
    return runs.map((run) => toChoice(run, runName(run, times)));
  });
}

function toChoice(stored: OpenedFile, name: string): Choice {
  const { tenantName, counts } = stored.info;
  const incomplete = isComplete(stored.info) ? '' : `${vscode.l10n.t('incomplete')}, `;
  const detail = `${incomplete}${count(counts.users, 'user')}, ${count(counts.organizations, 'organization')}, ${count(counts.memberships, 'membership')}`;
  return { label: name, description: tenantName, detail, stored };
}
