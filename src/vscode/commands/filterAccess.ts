import * as v from 'valibot';
import * as vscode from 'vscode';
import { asWritten } from '../ask/plainText.ts';
import { asksOfPeople, hasText } from '../../access/nodes/filter.ts';
import { PEOPLE_FILTERS, type Filter, type PeopleFilter } from '../../access/nodes/look.ts';
import { listGlobalRoles, listOrganizationRoles } from '../../snapshot/read/roles.ts';
import { oneLine } from '../../words.ts';
import { VIEWS } from '../contract.ts';
import { prepareFilter } from '../views/prepareFilter.ts';
import type { Services } from '../services.ts';
import { shownSnapshots } from '../snapshots/shownSnapshot.ts';

const FILTER = v.object({
  text: v.string(),
  people: v.array(v.picklist(PEOPLE_FILTERS)),
  roleNames: v.array(v.string()),
});

/** Narrows the Access view to what a program gave, or else to what a person chooses. */
export async function filterAccess(services: Services, given: unknown): Promise<void> {
  const filter = v.is(FILTER, given) ? given : await askForFilter(services);
  if (filter === undefined) return;
  const isEmpty = !hasText(filter) && !asksOfPeople(filter);
  await apply(services, isEmpty ? undefined : { ...filter, text: filter.text.trim() });
}

/** Shows that it goes on in the view while what is looked through is read: a second for 100,000 users. */
async function apply(services: Services, filter: Filter | undefined): Promise<void> {
  const preparing = prepareFilter(services, filter);
  if (filter === undefined || preparing === undefined) {
    services.look.filter(filter);
    return;
  }
  const ready = vscode.window.withProgress({ location: { viewId: VIEWS.access } }, () => preparing);
  await services.look.filterWhen(ready, filter);
}

interface Choice extends vscode.QuickPickItem {
  readonly people?: PeopleFilter;
  readonly roleName?: string;
}

/** One box: what is typed is the text, what is ticked is asked of people. */
async function askForFilter(services: Services): Promise<Filter | undefined> {
  const box = vscode.window.createQuickPick<Choice>();
  const before = services.look.get().filter;
  box.title = vscode.l10n.t('Filter the Access view');
  box.placeholder = vscode.l10n.t('A part of a name, e-mail or id; tick what people must be');
  box.canSelectMany = true;
  box.items = [...peopleChoices(), ...roleChoices(services)].map(asWritten);
  box.value = before?.text ?? '';
  box.selectedItems = box.items.filter(
    ({ people, roleName }) =>
      (people !== undefined && before?.people.includes(people)) ||
      (roleName !== undefined && before?.roleNames.includes(roleName)),
  );
  try {
    return await accepted(box);
  } finally {
    box.dispose();
  }
}

function accepted(box: vscode.QuickPick<Choice>): Promise<Filter | undefined> {
  return new Promise((resolve) => {
    box.onDidHide(() => resolve(undefined));
    box.onDidAccept(() => {
      const chosen = box.selectedItems;
      resolve({
        text: box.value,
        people: chosen.flatMap(({ people }) => people ?? []),
        roleNames: chosen.flatMap(({ roleName }) => roleName ?? []),
      });
    });
    box.show();
  });
}

/** They stay whatever is typed, since that is not to find them. */
const ALWAYS = { alwaysShow: true } as const;

function peopleChoices(): Choice[] {
  const words: Readonly<Record<PeopleFilter, string>> = {
    suspended: vscode.l10n.t('Suspended'),
    neverSignedIn: vscode.l10n.t('Never signed in'),
    withoutOrganization: vscode.l10n.t('In no organization'),
    withoutRole: vscode.l10n.t('Without a role'),
  };
  return PEOPLE_FILTERS.map((people) => ({ label: words[people], people, ...ALWAYS }));
}

function roleChoices(services: Services): Choice[] {
  const names = shownSnapshots(services).flatMap((snapshot) =>
    [...listOrganizationRoles(snapshot), ...listGlobalRoles(snapshot)]
      .filter(({ type }) => type === 'User')
      .map(({ name }) => name),
  );
  const roles = [...new Set(names)].map((roleName) => ({
    ...{ label: vscode.l10n.t('Has the role {0}', oneLine(roleName)), roleName, ...ALWAYS },
  }));
  if (roles.length === 0) return [];
  return [{ label: vscode.l10n.t('Role'), kind: vscode.QuickPickItemKind.Separator }, ...roles];
}
