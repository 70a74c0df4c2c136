import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

type Texts = Readonly<Record<string, string>>;

function textsOf(file: string): Texts {
  return JSON.parse(readFileSync(join(ROOT, file), 'utf8')) as Texts;
}

/** What a translation has to keep: places to fill in, commands that are linked, and code. */
function keptIn(text: string): string[] {
  return (text.match(/\{\d+\}|\(command:[\w.]+\)|`[^`]+`/g) ?? []).sort();
}

describe('The texts', () => {
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
