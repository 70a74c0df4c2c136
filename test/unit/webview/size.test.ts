import assert from 'node:assert/strict';
import { readdirSync, statSync } from 'node:fs';

const FOLDER = new URL('../../../dist/webview/', import.meta.url);
const MOST_BYTES = 350 * 1024;

describe('The page of a map as it is built', () => {
  it('is one script and one style sheet, of 350 KB at most', () => {
    const files = readdirSync(FOLDER).filter((name) => !name.endsWith('.map'));
    assert.deepEqual(files.sort(), ['map.css', 'map.js']);
    const bytes = files.reduce((sum, name) => sum + statSync(new URL(name, FOLDER)).size, 0);
    assert.ok(bytes > 10_000 && bytes <= MOST_BYTES, `${bytes} bytes`);
  });
});
