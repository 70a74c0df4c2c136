import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Concurrency } from '../../../src/logto/concurrency.ts';

interface Command {
  readonly command: string;
  readonly title: string;
  readonly category?: string;
  readonly icon?: string;
  readonly enablement?: string;
}
interface MenuEntry {
  readonly command: string;
  readonly when?: string;
}
interface Setting {
  readonly type: string;
  readonly scope: string;
  readonly order?: number;
  readonly markdownDescription?: string;
  readonly minimum?: number;
  readonly maximum?: number;
}
interface Manifest {
  readonly contributes: {
    readonly commands: readonly Command[];
    readonly menus: Readonly<Record<string, readonly MenuEntry[]>>;
    readonly configuration:
      | { readonly properties: Readonly<Record<string, Setting>> }
      | readonly { readonly properties: Readonly<Record<string, Setting>> }[];
  };
}

const read = (file: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8'));
const textsOf = (file: string): Record<string, string> => read(file) as Record<string, string>;

const { commands, menus, configuration } = (read('package.json') as Manifest).contributes;
const sections = [configuration].flat();
const settings = sections.flatMap(({ properties }) => Object.entries(properties));
const palette = new Map((menus.commandPalette ?? []).map(({ command, when }) => [command, when]));

/** Those that have something to do whatever is connected, open or shown: they begin something, or say what is missing. */
const ALWAYS = new Set(
  ['connectTenant', 'openDemoTenant', 'importTenants', 'openSnapshotFile', 'diffSnapshots', 'openAccessText']
    .concat(['showLog', 'describeFindings', 'exportFindings'])
    .map((name) => `logtoAccess.${name}`),
);

describe('The manifest', () => {
  for (const { command, category, icon, enablement } of commands)
    it(`gives ${command} a category, a themed icon, and a time at which it can be had`, () => {
      assert.equal(category, 'Logto Access');
      assert.match(String(icon), /^\$\([a-z-]+\)$/);
      const when = palette.get(command);
      if (ALWAYS.has(command)) assert.deepEqual([enablement, when], [undefined, undefined]);
      else
        assert.ok(when === 'false' || (enablement !== undefined && [undefined, enablement].includes(when)));
    });

  it('says in every setting what it does, where it stands, and between which numbers', () => {
    for (const [name, { type, scope, markdownDescription, minimum, maximum }] of settings) {
      assert.equal(scope, 'application', name);
      assert.ok(markdownDescription?.startsWith('%'), name);
      if (type === 'integer' || type === 'number')
        assert.ok(minimum !== undefined && maximum !== undefined && minimum < maximum, name);
    }
    for (const { properties } of sections) {
      const order = Object.values(properties).map((setting) => setting.order);
      assert.deepEqual(
        order,
        [...order.keys()].map((at) => at + 1),
      ); // as they stand in the file
    }
  });

  for (const [language, file] of [
    ['English', 'package.nls.json'],
    ['Chinese', 'package.nls.zh-cn.json'],
  ] as const)
    it(`says in ${language} with how many requests at once a sync begins`, () => {
      const text = textsOf(file)['setting.sync.concurrency'] ?? '';
      const begins = new Concurrency(64).current;
      assert.ok(new RegExp(`(begins with|从) ${begins}\\b`).test(text), text);
    });

  it('names no command in a menu that it does not have', () => {
    const known = new Set(commands.map(({ command }) => command));
    const unknown = Object.values(menus)
      .flat()
      .filter(({ command }) => !known.has(command));
    assert.deepEqual(unknown, []);
  });
});
