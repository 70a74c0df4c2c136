import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadedWith } from '../support/loadedWith.ts';

const DIST = fileURLToPath(new URL('../../dist/', import.meta.url));

/** What an extension may load when VS Code starts it, whether or not anybody uses it that day. */
const MOST_BYTES = 60_000;

describe('What is loaded at activation', () => {
  const files = loadedWith(`${DIST}extension.js`);

  it('is 60 KB at most', () => {
    const bytes = files.reduce((sum, { size }) => sum + size, 0);
    assert.ok(bytes <= MOST_BYTES, `${bytes} bytes in ${files.map(({ file }) => file).join(', ')}`);
  });

  it('sends no request and opens no database, and knows no keychain', () => {
    const code = files.map(({ file }) => readFileSync(file, 'utf8')).join('\n');
    for (const later of ['node:sqlite', 'node:http', 'node:worker_threads', 'keytar'])
      assert.ok(!code.includes(later), later);
  });

  it('loads all else when it is first used', () => {
    const [entry] = files;
    assert.ok(entry && /import\("\.\/features-\w+\.js"\)/.test(readFileSync(entry.file, 'utf8')));
  });
});
