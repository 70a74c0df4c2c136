// Packs what `npm run build` has made: `node package.mjs` one .vsix for each platform, into out/packages or the folder
// that is named; `node package.mjs --here FILE` only that of this machine. Each has the keychain's binary of its platform
// alone. The same sources give the same bytes, so that anybody can check what is published, whatever the folder, the user's
// umask, time zone and language; a package that grew too large is refused.
import { chmodSync, cpSync, globSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createVSIX } from '@vscode/vsce';

const MOST_BYTES = 1024 * 1024;

/** What is packed is laid out here, so that `dist` stays as it is: a build runs everywhere. */
const LAID_OUT = 'out/package';
const PARTS = [
  ...globSync('package*.json'),
  'l10n',
  'media',
  'dist',
  'CHANGELOG.md',
  'LICENSE',
  '.vscodeignore',
];
const BINARIES = join(LAID_OUT, 'dist/keytar/prebuilds');

const PLATFORMS = ['linux', 'darwin', 'win32', 'alpine'];
const TARGETS = PLATFORMS.flatMap((platform) => [`${platform}-x64`, `${platform}-arm64`]);

process.env.SOURCE_DATE_EPOCH = String(Date.UTC(2000, 0, 1) / 1000); // the time of every file within,
process.env.TZ = 'UTC'; // which is written as local time
// vsce sorts the files by the language of the machine.
String.prototype.localeCompare = function (other) {
  return this < other ? -1 : Number(this > other);
};

function layOut() {
  rmSync(LAID_OUT, { recursive: true, force: true });
  for (const part of PARTS) cpSync(part, join(LAID_OUT, part), { recursive: true });
}

/** Alpine's C library is musl, but its Node is one for Linux, for which the keychain's module looks. */
function layOutBinary(target) {
  const [platform, arch] = target.split('-');
  const isAlpine = platform === 'alpine';
  const from = `node_modules/keytar/prebuilds/${isAlpine ? 'linuxmusl' : platform}-${arch}`;
  rmSync(BINARIES, { recursive: true, force: true });
  cpSync(from, join(BINARIES, `${isAlpine ? 'linux' : platform}-${arch}`), { recursive: true });
}

/** The modes of files are packed too. */
function fixModes() {
  for (const entry of globSync(`${LAID_OUT}/**`, { withFileTypes: true }))
    if (entry.isFile()) chmodSync(join(entry.parentPath, entry.name), 0o644);
}

async function pack(target, packagePath, { scan }) {
  layOutBinary(target);
  fixModes();
  await createVSIX({
    ...{ target, cwd: LAID_OUT, packagePath: resolve(packagePath) },
    dependencies: false, // all is bundled
    allowMissingRepository: true,
    readmePath: 'media/about.md',
    allowPackageAllSecrets: !scan, // looking for secrets takes far longer than all else, and finds the same again
  });
  const { size } = statSync(packagePath);
  if (size <= MOST_BYTES) return;
  console.error(`${packagePath} has ${size} bytes, which are more than ${MOST_BYTES}.`);
  process.exitCode = 1;
}

const [first, file] = process.argv.slice(2);
layOut();
if (first === '--here') await pack(`${process.platform}-${process.arch}`, file, { scan: false });
else {
  const folder = first ?? 'out/packages';
  mkdirSync(folder, { recursive: true });
  for (const target of TARGETS)
    await pack(target, join(folder, `logto-access-${target}.vsix`), { scan: target === TARGETS[0] });
}
