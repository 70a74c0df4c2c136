import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sinon from 'sinon';
import * as vscode from 'vscode';
import type { MapWhere } from '../../src/access/map/messages.ts';
import type { MapPart } from '../../src/access/map/parts.ts';
import { shownDocument } from './support/documents.ts';
import { run } from './support/extension.ts';
import { openedMap, type OpenedMap } from './support/mapPanel.ts';
import { goDown, linesOf } from './support/providers.ts';
import { filesOf, folderOf } from './support/storage.ts';
import { connect, disconnect, type ConnectedTenant } from './support/tenant.ts';

const ACCESS = 'logtoAccess.access';

describe('An access map', function () {
  this.timeout(60_000);
  let connected: ConnectedTenant;
  let tenantId: string;
  let organizationId: string;
  let userId: string;
  let roleAssignments: number;
  let map: OpenedMap;
  let request = 0;
  const folder = mkdtempSync(join(tmpdir(), 'logto-access-map-'));

  before(async () => {
    connected = await connect();
    ({ tenantId } = connected);
    ({ roleAssignments } = (await run('logtoAccess.sync', { tenantId })).counts);
    const { organizations, members } = connected.tenant.data;
    organizationId = organizations.list().find(({ id }) => members.sizeOf(id) > 0)!.id;
    userId = members.membersOf(organizationId)[0]!;
  });
  after(async () => {
    map.panel.dispose();
    rmSync(folder, { recursive: true, force: true });
    await disconnect(connected);
  });

  /** What the page is given of a place. */
  async function partsOf(where: MapWhere): Promise<MapPart[]> {
    map.say({ type: 'show', request: ++request, where });
    await map.next('done');
    return map.heard.flatMap((message) =>
      message.type === 'part' && message.request === request ? [message.part] : [],
    );
  }

  it('opens on the matrix of the tenant, and its page gets all rows', async () => {
    const shown = await run('logtoAccess.openAccessMap', { tenantId });
    assert.deepEqual([shown.title, shown.place], ['Acme', { view: 'matrix' }]);
    map = openedMap();
    map.say({ type: 'ready', hasState: false });
    const { where } = await map.next('go');
    const parts = await partsOf(where);
    assert.equal(map.panel.title, 'Access Map: Acme');
    const rows = parts.flatMap((part) => (part.part === 'rows' ? part.rows : []));
    assert.equal(rows.length, connected.tenant.data.organizations.size);
    const head = parts.find((part) => part.part === 'matrix')!.head;
    assert.equal(
      head.columns.reduce((sum, { total }) => sum + total, 0),
      roleAssignments,
    );
  });

  it('is one panel, which goes to what is asked for next: an organization, a person, a role', async () => {
    const places = [
      [{ organizationId }, 'matrix'],
      [{ userId }, 'graph'],
      [{ roleId: 'admin' }, 'graph'],
      [{ scopeId: 'read:shipments' }, 'graph'],
    ] as const;
    for (const [argument, view] of places) {
      const { place } = await run('logtoAccess.openAccessMap', { tenantId, ...argument });
      assert.equal(place.view, view);
      const { where } = await map.next('go');
      assert.deepEqual(where.place, place);
      const [part] = await partsOf(where);
      assert.equal(part?.part, view);
    }
    assert.equal(openedMap(), map);
  });

  it('opens from the lines of the Access view, on what each is about', async () => {
    const kinds = [
      ['Organizations', 'organization'],
      ['Users', 'user'],
      ['Organization roles', 'organizationRole'],
      ['Global roles', 'globalRole'],
      ['Applications', 'application'],
    ] as const;
    for (const [list, kind] of kinds) {
      const [line] = await linesOf(ACCESS, await goDown(ACCESS, 'Acme', list));
      const { subjectId: id } = (line!.element as { node: { subjectId: string } }).node;
      await vscode.commands.executeCommand('logtoAccess.openAccessMap', line!.element);
      const { where } = await map.next('go');
      const of = { kind, id };
      const graph = { view: 'graph', of, open: {} };
      assert.deepEqual(where.place, kind === 'organization' ? { view: 'matrix', organizationId: id } : graph);
    }
  });

  it('counts over time every kept snapshot', async () => {
    await run('logtoAccess.sync', { tenantId });
    const { snapshotId, place } = await run('logtoAccess.openAccessMap', { tenantId });
    const parts = await partsOf({ snapshotId, place: { view: 'time' } });
    assert.deepEqual(
      parts.map(({ part }) => part),
      ['point', 'point'],
    );
    assert.equal(place.view, 'matrix');
  });

  it('leaves out over time a snapshot that cannot be read, and says so', async () => {
    const [oldest = ''] = filesOf(tenantId)
      .filter((name) => name.endsWith('.snapshot'))
      .sort();
    const file = join(folderOf(tenantId), oldest);
    const bytes = readFileSync(file);
    writeFileSync(file, Buffer.from(bytes).fill(0xff, bytes.length / 2));
    try {
      const { snapshotId } = await run('logtoAccess.openAccessMap', { tenantId });
      const [unread, ...others] = await partsOf({ snapshotId, place: { view: 'time' } });
      assert.ok(unread?.part === 'unread');
      assert.match(unread.unread.why, /is not a Logto Access snapshot, or it is damaged\.$/);
      assert.ok(Math.abs(unread.unread.at - Date.now()) < 600_000);
      assert.deepEqual(
        others.map(({ part }) => part),
        ['point'],
      );
    } finally {
      writeFileSync(file, bytes);
    }
  });

  it('says what is wrong where something is gone, and to a caller too', async () => {
    const { snapshotId } = await run('logtoAccess.openAccessMap', { tenantId });
    map.say({ type: 'show', request: ++request, where: { snapshotId: 'gone', place: { view: 'matrix' } } });
    assert.match((await map.next('failed')).message, /There is no snapshot gone/);
    const place = { view: 'matrix', organizationId: 'gone' } as const;
    map.say({ type: 'show', request: ++request, where: { snapshotId, place } });
    assert.match((await map.next('failed')).message, /no organization \[gone\]/);
    await assert.rejects(
      run('logtoAccess.openAccessMap', { tenantId, organizationId: 'gone' }),
      /no organization "gone"/,
    );
  });

  it('takes no message that is not one of its page', async () => {
    const before = map.heard.length;
    for (const message of [
      {},
      { type: 'show' },
      { type: 'show', request: 'one', where: {} },
      { type: 'show', request: 1, where: { snapshotId: 's', place: { view: 'cellar' } } },
      { type: 'save', format: 'exe', name: 'a', data: 'MZ' },
      { type: 'run', command: 'workbench.action.quit' },
    ])
      map.say(message);
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal(map.heard.length, before);
  });

  it('opens what it shows as text beside it', async () => {
    const { snapshotId } = await run('logtoAccess.openAccessMap', { tenantId });
    map.say({ type: 'text', where: { snapshotId, place: { view: 'matrix', organizationId } } });
    const document = await shownDocument();
    assert.ok(document.getText().startsWith('organization '), document.getText().slice(0, 100));
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });

  it('is written as a picture where a person says, and nowhere where it is none', async () => {
    const file = join(folder, 'map.svg');
    const showSaveDialog = vscode.window.showSaveDialog;
    const asked: (string | undefined)[] = [];
    vscode.window.showSaveDialog = (options) => {
      asked.push(options?.defaultUri?.path.split('/').at(-1));
      return Promise.resolve(vscode.Uri.file(file));
    };
    try {
      map.say({ type: 'save', format: 'svg', name: 'A/c\u202eme', data: '<svg xmlns="x"></svg>' });
      while (!existsSync(file)) await new Promise((resolve) => setTimeout(resolve, 50));
      assert.equal(readFileSync(file, 'utf8'), '<svg xmlns="x"></svg>');
      assert.deepEqual(asked, ['Ac me.svg']);
      map.say({ type: 'save', format: 'png', name: 'Acme', data: 'bm8gUE5H' });
      await new Promise((resolve) => setTimeout(resolve, 300));
      assert.equal(asked.length, 1);
    } finally {
      vscode.window.showSaveDialog = showSaveDialog;
    }
  });

  it('says why there is no picture, and what to do', async () => {
    const said = sinon.stub(vscode.window, 'showErrorMessage');
    try {
      const told = async (message: object): Promise<unknown> => {
        said.resetHistory();
        map.say({ type: 'noPicture', ...message });
        for (let tries = 0; said.callCount === 0 && tries < 100; tries++)
          await new Promise((resolve) => setTimeout(resolve, 20));
        return said.args[0]?.[0];
      };
      assert.equal(
        await told({ format: 'png', isTooLarge: true }),
        'The map is too large to be saved as PNG. Save it as SVG, or show less of it first.',
      );
      assert.equal(
        await told({ format: 'svg', isTooLarge: true }),
        'The map is too large to be saved as SVG. Filter it first, or open the access as text.',
      );
      assert.equal(
        await told({ format: 'png', isTooLarge: false }),
        'The map could not be drawn as a picture. Filter it first, or open the access as text.',
      );
    } finally {
      said.restore();
    }
  });

  it('has a page that may load nothing but its own script and style, and run nothing else', () => {
    const { html, options } = map.panel.webview;
    const nonce = /script-src 'nonce-([\w-]+)'/.exec(html)?.[1];
    assert.ok(nonce && nonce.length > 20);
    assert.match(html, /default-src 'none'/);
    assert.doesNotMatch(html, /unsafe|https?:\/\/(?![^"]*vscode)|style="|<script(?![^>]*nonce)|\son\w+=/);
    assert.deepEqual(
      options.localResourceRoots?.map(({ path }) => path.split('/').slice(-2).join('/')),
      ['dist/webview'],
    );
  });
});
