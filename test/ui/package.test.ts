import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

describe('The package', function () {
  this.timeout(360_000);
  const folder = mkdtempSync(join(tmpdir(), 'logto-access-test-'));

  after(() => rmSync(folder, { recursive: true, force: true }));

  it('is the same bytes when it is packed again', () => {
    const again = join(folder, 'again.vsix');
    execFileSync(process.execPath, ['package.mjs', again], { cwd: ROOT, stdio: 'ignore' });
    assert.ok(readFileSync(again).equals(readFileSync(join(ROOT, 'logto-access.vsix'))));
  });
});
