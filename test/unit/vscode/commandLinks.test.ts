import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';

const ROOT = new URL('../../../', import.meta.url);

/** VS Code's own commands that our texts may lead to. */
const WELL_KNOWN = ['workbench.action.openSettings', 'workbench.action.openWalkthrough'];

/** The one file whose Markdown may run commands, and which: those of its own lines. */
const TRUSTED: Readonly<Record<string, readonly string[]>> = {
  'src/vscode/status/statusTooltip.ts': ['logtoAccess.sync', 'logtoAccess.cancelSync', 'logtoAccess.showLog'],
};

const read = (path: string): string => readFileSync(new URL(path, ROOT), 'utf8');

/** All that is shown to a person comes from here, or from the texts below it. */
const sources = readdirSync(new URL('src/', ROOT), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => `src/${name.replaceAll('\\', '/')}`);

interface Text {
  readonly description?: string;
  readonly contents?: string;
  readonly completionEvents?: readonly string[];
}

const manifest = JSON.parse(read('package.json')) as {
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly viewsWelcome: readonly Text[];
    readonly walkthroughs: readonly (Text & { readonly steps: readonly Text[] })[];
  };
};
const { commands, viewsWelcome, walkthroughs } = manifest.contributes;
const allowed = new Set([...commands.map(({ command }) => command), ...WELL_KNOWN]);

/** The addresses of the links in a text, in Markdown's way to write them. */
function linksIn(text: string): string[] {
  return Array.from(text.matchAll(/\]\(([^)\s]+)/g), ([, address = '']) => address);
}

describe('A link that runs a command', () => {
  it('is trusted in one tooltip only, by the names of its commands, and HTML is nowhere', () => {
    for (const path of sources) {
      const source = read(path);
      assert.doesNotMatch(source, /supportHtml|isTrusted\s*[=:]\s*true/, path);
      const enabled = /\.?isTrusted\s*[=:](?!=)|enabledCommands/.test(source);
      assert.equal(enabled, path in TRUSTED, path);
    }
  });

  for (const [path, names] of Object.entries(TRUSTED))
    it(`is one of ${names.join(', ')} in ${path}, each of which it uses`, () => {
      const source = read(path);
      const list = /const COMMANDS = \[([^\]]*)\] as const;/.exec(source)?.[1] ?? '';
      const listed = Array.from(list.matchAll(/'([^']+)'/g), ([, name]) => name);
      assert.deepEqual(listed, names);
      assert.match(source, /isTrusted = \{ enabledCommands: COMMANDS \}/);
      const used = source.replace(list, '');
      for (const name of names) assert.ok(allowed.has(name) && used.includes(`'${name}'`), name);
    });

  it('is written nowhere else in the code', () => {
    const found = sources.filter((path) => /[('"`]command:(?! )/.test(read(path)));
    assert.deepEqual(found, Object.keys(TRUSTED));
  });

  for (const file of readdirSync(ROOT).filter((name) => /^package\.nls(\..+)?\.json$/.test(name)))
    it(`is ours or a well-known one of VS Code in every text of ${file}`, () => {
      const texts = JSON.parse(read(file)) as Readonly<Record<string, string>>;
      const links = Object.entries(texts).flatMap(([key, text]) => linksIn(text).map((to) => ({ key, to })));
      assert.ok(links.length > 0);
      for (const { key, to } of links) {
        const command = /^command:([\w.]+)$/.exec(to)?.[1];
        if (command !== undefined) assert.ok(allowed.has(command), `${key}: ${to}`);
        else assert.match(to, /^https:\/\/(docs|cloud|openapi)\.logto\.io\//, `${key}: ${to}`);
      }
    });

  it('stands in welcome texts and walkthroughs only where the translations have it', () => {
    const shown = [...viewsWelcome, ...walkthroughs, ...walkthroughs.flatMap(({ steps }) => steps)];
    for (const { contents, description } of shown)
      assert.match(String(contents ?? description), /^%[\w.]+%$/);
  });
});
