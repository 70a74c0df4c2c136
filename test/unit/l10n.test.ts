import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

type Texts = Readonly<Record<string, string>>;

function textsOf(file: string): Texts {
  return JSON.parse(readFileSync(join(ROOT, file), 'utf8')) as Texts;
}

/** What a translation has to keep: places to fill in, commands that are linked, and code. */
function keptIn(text: string): string[] {
  return (text.match(/\{\d+\}|\(command:[\w.]+\)|`[^`]+`/g) ?? []).sort();
}

/** Plain texts that an error of a file is made of, be it what happened or what to do: nobody translates them. */
function untranslatedIn(file: string): string[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(join(ROOT, file), 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const found: string[] = [];
  const look = (node: ts.Node): void => {
    const [message, details] = isError(node) ? (node.arguments ?? []) : [];
    for (const said of [message, hintOf(details)]) found.push(...plainTextsIn(said));
    ts.forEachChild(node, look);
  };
  look(source);
  return found.map((text) => `${file}: ${text}`);
}

function isError(node: ts.Node): node is ts.NewExpression {
  return ts.isNewExpression(node) && node.expression.getText() === 'AccessError';
}

function hintOf(details: ts.Node | undefined): ts.Node | undefined {
  if (details === undefined || !ts.isObjectLiteralExpression(details)) return undefined;
  const hint = details.properties.find((one) => one.name?.getText() === 'hint');
  return hint !== undefined && ts.isPropertyAssignment(hint) ? hint.initializer : undefined;
}

/** In a choice of two, too; what a function or a tag is given is its own affair. */
function plainTextsIn(said: ts.Node | undefined): string[] {
  if (said === undefined) return [];
  if (ts.isConditionalExpression(said)) return [said.whenTrue, said.whenFalse].flatMap(plainTextsIn);
  return ts.isStringLiteralLike(said) || ts.isTemplateExpression(said) ? [said.getText()] : [];
}

describe('The texts', () => {
  it('of errors are sentences that can be translated, but for the command line and language models', () => {
    const files = globSync('src/**/*.ts', { cwd: ROOT }).filter((file) => !/^src.(cli|tools)\b/.test(file));
    assert.ok(files.length > 100);
    assert.deepEqual(files.flatMap(untranslatedIn), []);
  });

  it('that code shows are all collected for translators; `npm run generate:l10n` does it', () => {
    const collected = execFileSync(process.execPath, ['l10n.mjs', '--print'], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    assert.deepEqual(textsOf('l10n/bundle.l10n.json'), JSON.parse(collected));
  });

  it('of package.json are all there, and none more', () => {
    const manifest = readFileSync(join(ROOT, 'package.json'), 'utf8');
    const used = new Set([...manifest.matchAll(/"%([\w.]+)%"/g)].map(([, key = '']) => key));
    assert.deepEqual(Object.keys(textsOf('package.nls.json')).sort(), [...used].sort());
  });

  for (const [english, chinese] of [
    ['l10n/bundle.l10n.json', 'l10n/bundle.l10n.zh-cn.json'],
    ['package.nls.json', 'package.nls.zh-cn.json'],
  ] as const)
    describe(`of ${english} in Chinese`, () => {
      const [texts, translated] = [textsOf(english), textsOf(chinese)];

      it('are all translated, and none is stale', () => {
        assert.deepEqual(Object.keys(translated).sort(), Object.keys(texts).sort());
        for (const [key, text] of Object.entries(translated)) assert.notEqual(text.trim(), '', key);
      });

      it('keep places to fill in, commands and code', () => {
        for (const [key, text] of Object.entries(texts))
          assert.deepEqual(keptIn(translated[key] ?? ''), keptIn(text), key);
      });
    });
});
