import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Each platform, and the folder in which the keychain's module looks for its binary there. */
const PLATFORMS = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-x64': 'darwin-x64',
  'darwin-arm64': 'darwin-arm64',
  'win32-x64': 'win32-x64',
  'win32-arm64': 'win32-arm64',
  'alpine-x64': 'linux-x64',
  'alpine-arm64': 'linux-arm64',
};

describe('The packages', function () {
  this.timeout(360_000);
  const folder = mkdtempSync(join(tmpdir(), 'logto-access-test-'));
  const packageOf = (target: string): string => join(folder, `logto-access-${target}.vsix`);

  before(() => execFileSync(process.execPath, ['package.mjs', folder], { cwd: ROOT, stdio: 'ignore' }));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('are one for each platform, each below 1 MB', () => {
    const files = Object.keys(PLATFORMS).map((target) => `logto-access-${target}.vsix`);
    assert.deepEqual(readdirSync(folder).sort(), files.sort());
    for (const file of files) assert.ok(statSync(join(folder, file)).size <= 1024 * 1024, file);
  });

  for (const [target, binaries] of Object.entries(PLATFORMS))
    it(`for ${target} say so, and have the keychain binary of it alone`, () => {
      const entries = execFileSync('unzip', ['-Z1', packageOf(target)], { encoding: 'utf8' }).split('\n');
      const manifest = execFileSync('unzip', ['-p', packageOf(target), 'extension.vsixmanifest'], {
        encoding: 'utf8',
      });
      assert.deepEqual(
        entries.filter((entry) => entry.endsWith('.node')),
        [`extension/dist/keytar/prebuilds/${binaries}/keytar.node`],
      );
      assert.match(manifest, new RegExp(`TargetPlatform="${target}"`));
    });

  it('have a binary for musl on Alpine, and not the one for other Linux', () => {
    const binaryIn = (target: string): Buffer =>
      execFileSync('unzip', ['-p', packageOf(target), '*.node'], { maxBuffer: 1e7 });
    assert.ok(!binaryIn('alpine-x64').equals(binaryIn('linux-x64')));
  });

  it('are the same bytes when they are packed again', () => {
    const again = packageOf(`${process.platform}-${process.arch}`);
    assert.ok(readFileSync(again).equals(readFileSync(join(ROOT, 'logto-access.vsix'))));
  });
});
