import * as vscode from 'vscode';
import type { ChangeGroup } from '../../changes/group.ts';
import { AccessError } from '../../errors.ts';
import { oneLine } from '../../words.ts';
import { accessUri } from '../documents/accessUri.ts';
import { localMinute } from '../localTime.ts';
import type { Services } from '../services.ts';

/** Opens VS Code's diff editor over who has what, before and after: of one organization, or of the whole tenant. */
export async function openAccessDiff(
  { comparison }: Services,
  group: ChangeGroup | undefined,
): Promise<void> {
  const open = comparison.value;
  if (open === undefined) {
    throw new AccessError(vscode.l10n.t('No snapshots are being compared.'), {
      code: 'comparison.none',
      hint: vscode.l10n.t('Choose Compare Two Snapshots first.'),
    });
  }
  const { before, after } = open;
  const organization =
    group?.organizationId === undefined ? undefined : { id: group.organizationId, name: group.title };
  const what = oneLine(organization?.name ?? after.tenantName);
  const title = `${what}: ${localMinute(before.endedAt)} ↔ ${localMinute(after.endedAt)}`;
  await vscode.commands.executeCommand(
    'vscode.diff',
    accessUri(before, organization),
    accessUri(after, organization),
    title,
  );
}
