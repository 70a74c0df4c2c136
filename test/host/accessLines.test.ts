import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { NodeKind } from '../../src/access/nodes/node.ts';
import { extension, run } from './support/extension.ts';
import { linesOf, tooltipOf, type Line } from './support/providers.ts';

const ACCESS = 'logtoAccess.access';

const COPY = ['copyId', 'copyTable'];
const THING = ['openAccessText', 'findAccess', ...COPY];
const LIST = ['findAccess', 'copyTable'];

/** What the menu of a line offers at least, by its context value. */
const OFFERED: Readonly<Record<NodeKind | 'tenant', readonly string[]>> = {
  ...{ tenant: [...THING, 'openInConsole'], organization: [...THING, 'openInConsole'] },
  ...{ user: [...THING, 'explainAccess', 'openInConsole'] },
  ...{ application: [...THING, 'explainAccess', 'openInConsole'] },
  ...{ organizationRole: [...THING, 'whoCan', 'openInConsole'] },
  ...{ globalRole: [...THING, 'whoCan', 'openInConsole'] },
  ...{ permission: [...THING, 'whoCan'], invitation: ['findAccess', ...COPY] },
  ...{ organizations: LIST, users: LIST, organizationRoles: LIST, globalRoles: LIST, applications: LIST },
  ...{ roles: LIST, members: LIST, invitations: LIST, permissions: LIST, holders: LIST, group: LIST },
  ...{ facts: ['copyTable'], fact: [], nothing: [] },
};

/** What a screen reader says for the icon of a line; it says `group` for the others. */
const SPOKEN: Readonly<Partial<Record<string, string>>> = {
  ...{ organization: 'organization', user: 'user', application: 'application', invitation: 'invitation' },
  ...{ organizationRole: 'organization role', globalRole: 'global role', permission: 'permission' },
  ...{ tenant: 'demo tenant', fact: '', nothing: '' },
};

interface Entry {
  readonly command: string;
  readonly when: string;
}

/** The commands in the menu of a line of the Access view, where it alone is selected. */
function menuOf(viewItem: string): string[] {
  const { contributes } = extension().packageJSON as {
    contributes: { menus: Record<'view/item/context', readonly Entry[]> };
  };
  const keys: Readonly<Record<string, string>> = { view: ACCESS, viewItem };
  const holds = (clause: string): boolean => {
    const [key = '', , value = ''] = clause.split(/ (==|=~) /);
    if (key.startsWith('!')) return keys[key.slice(1)] === undefined;
    return clause.includes(' =~ ')
      ? new RegExp(value.slice(1, -1)).test(keys[key] ?? '')
      : keys[key] === value;
  };
  return contributes.menus['view/item/context']
    .filter(({ when }) => when.split(' && ').every(holds))
    .map(({ command }) => command.replace('logtoAccess.', ''));
}

/** Every line there is, with those behind "Load more". */
async function* everyLine(below?: Line): AsyncGenerator<Line> {
  for (const line of await linesOf(ACCESS, below)) {
    if (line.item.contextValue !== 'more') yield line;
    if (line.item.collapsibleState !== vscode.TreeItemCollapsibleState.None) yield* everyLine(line);
  }
}

describe('The lines of the Access view', function () {
  this.timeout(300_000);
  const lines = new Map<string, Line[]>();
  const kinds = (): [string, Line[]][] => [...lines];
  let tenantId: string;

  before(async () => {
    ({ tenantId } = await run('logtoAccess.openDemoTenant', {}));
    await run('logtoAccess.sync', { tenantId });
    for await (const line of everyLine()) {
      const kind = (line.item.contextValue ?? 'none').replace(/\.demo$/, '');
      lines.set(kind, [...(lines.get(kind) ?? []), line]);
    }
  });

  after(() => run('logtoAccess.disconnectTenant', { tenantId }));

  it('are of every kind but those that one asks for', () => {
    const rest = Object.keys(OFFERED).filter((kind) => !lines.has(kind));
    assert.deepEqual(rest, ['group', 'facts']);
    assert.deepEqual(
      [...lines.keys()].filter((kind) => !(kind in OFFERED)),
      [],
    );
  });

  it('have an id each, that no other has', () => {
    const ids = kinds().flatMap(([, all]) => all.map(({ item }) => item.id));
    assert.ok(ids.every(Boolean));
    assert.equal(new Set(ids).size, ids.length);
  });

  it('have an icon of the theme, and a count or a fact beside what they are called', () => {
    for (const [kind, all] of kinds())
      for (const { label, item } of all) {
        assert.ok(item.iconPath instanceof vscode.ThemeIcon, `${kind} ${label}`);
        if (SPOKEN[kind] !== '') assert.ok(item.description, `${kind} ${label}`);
      }
  });

  it('tell a screen reader what they are called, and what their icon says', () => {
    for (const [kind, all] of kinds())
      for (const { label, item } of all) {
        const said = item.accessibilityInformation?.label ?? '';
        assert.ok(
          said.startsWith(label) && said.includes(SPOKEN[kind] ?? 'group'),
          `${kind} ${label}: ${said}`,
        );
      }
  });

  it('tell in a tooltip what one would look up, with the id of the thing', async () => {
    for (const [kind, all] of kinds())
      for (const line of all) {
        const tooltip = await tooltipOf(ACCESS, line);
        assert.ok(tooltip.startsWith('**'), `${kind} ${line.label}`);
        if (menuOf(kind).includes('copyId')) assert.match(tooltip, /^- id: /m, `${kind} ${line.label}`);
      }
  });

  it('offer of the demo tenant the same but for its Console and its connection, of which it has none', () => {
    const lacking = ['editTenant', 'duplicateTenant', 'openInConsole'];
    for (const kind of Object.keys(OFFERED)) {
      const expected = menuOf(kind).filter((command) => !lacking.includes(command));
      assert.deepEqual(menuOf(`${kind}.demo`), expected, kind);
    }
    assert.deepEqual(
      kinds().flatMap(([, all]) => all.filter(({ item }) => !item.contextValue?.endsWith('.demo'))),
      [],
    );
    assert.ok(lacking.every((command) => menuOf('tenant').includes(command)));
  });

  for (const [kind, offered] of Object.entries(OFFERED))
    it(`offer in the menu of ${kind}: ${offered.join(', ') || 'nothing'}`, () => {
      assert.deepEqual(
        offered.filter((one) => !menuOf(kind).includes(one)),
        [],
      );
      if (offered.length === 0) assert.deepEqual(menuOf(kind), []);
    });
});
