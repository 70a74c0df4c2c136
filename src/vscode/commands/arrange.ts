import * as vscode from 'vscode';
import type { AccessNode } from '../../access/nodes/node.ts';
import { ORGANIZATION_GROUPINGS, PEOPLE_GROUPINGS } from '../../access/nodes/look.ts';
import { ORGANIZATION_ORDERS } from '../../snapshot/read/organizationLists.ts';
import { PEOPLE_ORDERS } from '../../snapshot/read/people.ts';
import { choose } from '../ask/choose.ts';
import type { Arrangements } from '../views/lookStore.ts';
import type { Services } from '../services.ts';

/** A line whose list is arranged; without one, each list is offered. */
interface ListItem {
  readonly node?: Pick<AccessNode, 'kind'>;
}

type ListKind = keyof Arrangements;

/** What a list can be sorted or grouped by. */
const CHOICES: Readonly<Record<'order' | 'groupBy', Readonly<Record<ListKind, readonly string[]>>>> = {
  order: { organizations: ORGANIZATION_ORDERS, users: PEOPLE_ORDERS, members: PEOPLE_ORDERS },
  groupBy: {
    organizations: ['nothing', ...ORGANIZATION_GROUPINGS],
    users: ['nothing', ...PEOPLE_GROUPINGS],
    members: ['nothing', ...PEOPLE_GROUPINGS],
  },
};

interface Choice extends vscode.QuickPickItem {
  readonly list?: ListKind;
  readonly value?: string;
}

/** Lets a person choose how a list, or one of all lists, is sorted or grouped; it is remembered. */
export async function arrange(
  services: Services,
  by: 'order' | 'groupBy',
  item: ListItem | undefined,
): Promise<void> {
  const { look } = services;
  const arrangements = look.get();
  const asked = LIST_KINDS.find((list) => list === item?.node?.kind);
  const lists = asked === undefined ? LIST_KINDS : [asked];
  const choices = lists.flatMap((list): Choice[] => [
    { label: listWords(list), kind: vscode.QuickPickItemKind.Separator },
    ...CHOICES[by][list].map((value) => ({
      ...{ label: valueWords(value, list), list, value },
      ...(arrangements[list][by] === value && { description: vscode.l10n.t('now') }),
    })),
  ]);
  const title =
    by === 'order' ? vscode.l10n.t('Sort the Access view') : vscode.l10n.t('Group the Access view');
  const chosen = await choose(choices, { title });
  if (chosen?.list === undefined) return;
  await look.arrange({ [chosen.list]: { ...arrangements[chosen.list], [by]: chosen.value } });
}

const LIST_KINDS: readonly ListKind[] = ['users', 'members', 'organizations'];

function listWords(list: ListKind): string {
  if (list === 'users') return vscode.l10n.t('Users');
  return list === 'members' ? vscode.l10n.t('Members of an organization') : vscode.l10n.t('Organizations');
}

function valueWords(value: string, list: ListKind): string {
  switch (value) {
    case 'name':
      return vscode.l10n.t('By name');
    case 'newest':
      return vscode.l10n.t('Newest first');
    case 'lastSignIn':
      return vscode.l10n.t('Last sign-in first');
    case 'initial':
      return vscode.l10n.t('By first letter');
    case 'role':
      return list === 'users' ? vscode.l10n.t('By global role') : vscode.l10n.t('By role');
    case 'status':
      return vscode.l10n.t('By status');
    default:
      return vscode.l10n.t('Not grouped');
  }
}
