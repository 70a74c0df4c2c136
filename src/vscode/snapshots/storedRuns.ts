import * as vscode from 'vscode';
import { AccessError } from '../../errors.ts';
import type { StoredSnapshot } from '../../snapshot/store/catalogue.ts';
import { runName, timesOf } from './runNames.ts';
import type { Services } from '../services.ts';

type Parts = Pick<Services, 'tenants' | 'catalogue'>;

/** The stored snapshot with this id; an {@link AccessError} where no connected tenant has it. */
export function requireRun({ tenants, catalogue }: Parts, snapshotId: string): StoredSnapshot {
  const runs = tenants.list().flatMap(({ id }) => catalogue.list(id));
  const run = runs.find(({ info }) => info.id === snapshotId);
  if (run !== undefined) return run;
  throw new AccessError(vscode.l10n.t('There is no stored snapshot {0}.', snapshotId), {
    code: 'snapshot.missing',
    hint: vscode.l10n.t('It may have been removed; choose another in the Snapshots view.'),
  });
}

/** `Before the audit, Nov 24, 09:30 of Acme` */
export function fullNameOf({ catalogue }: Parts, run: StoredSnapshot): string {
  const { tenantId, tenantName } = run.info;
  return vscode.l10n.t('{0} of {1}', runName(run, timesOf(catalogue.list(tenantId))), tenantName);
}
