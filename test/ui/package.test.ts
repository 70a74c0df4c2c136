import assert from 'node:assert/strict';
import { execFileSync, spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** That of this machine, as it was made for these tests. */
const PACKAGE = join(ROOT, 'logto-access.vsix');
const MOST_BYTES = 1024 * 1024;

/** What a package is built from. */
const SOURCES = [
  ...['src', 'l10n', 'media', 'package.json', 'package.nls.json', 'package.nls.zh-cn.json', 'CHANGELOG.md'],
  ...['LICENSE', '.vscodeignore', 'tsconfig.json', 'esbuild.config.mjs', 'package.mjs', 'package-lock.json'],
];

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
    for (const file of files) assert.ok(statSync(join(folder, file)).size <= MOST_BYTES, file);
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
    assert.ok(readFileSync(again).equals(readFileSync(PACKAGE)));
  });
});

describe('A package that is built elsewhere', function () {
  this.timeout(180_000);
  const folder = join(ROOT, 'out', 'elsewhere'); // on the disk of node_modules, whose files are linked
  const inShell = (script: string, env: NodeJS.ProcessEnv = {}): SpawnSyncReturns<string> =>
    spawnSync('sh', ['-ec', script], { cwd: folder, encoding: 'utf8', env: { ...process.env, ...env } });

  before(() => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('is the same bytes, whatever the umask, the time zone and the language', () => {
    const build = `umask 077
      cp -r ${SOURCES.map((name) => `${ROOT}${name}`).join(' ')} .
      cp -al ${ROOT}node_modules .
      node esbuild.config.mjs
      node package.mjs --here again.vsix`;
    const { status, stderr } = inShell(build, { TZ: 'Asia/Kathmandu', LC_ALL: 'cs_CZ.UTF-8' });
    assert.equal(status, 0, stderr);
    assert.ok(readFileSync(join(folder, 'again.vsix')).equals(readFileSync(PACKAGE)));
  });

  it('is refused where it is too large', () => {
    writeFileSync(join(folder, 'dist', 'large.js'), randomBytes(MOST_BYTES).toString('base64'));
    const { status, stderr } = inShell('node package.mjs --here large.vsix');
    assert.equal(status, 1);
    assert.match(stderr, /^large\.vsix has \d{7,} bytes, which are more than 1048576\.$/m);
  });
});
