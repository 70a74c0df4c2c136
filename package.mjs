// Packs what `npm run build` has made into one .vsix for every platform: `node package.mjs [FILE]`. The same sources give
// the same bytes, so that anybody can check what is published; a package that grew too large is refused.
import { statSync } from 'node:fs';
import { createVSIX } from '@vscode/vsce';

const MOST_BYTES = 1024 * 1024;

process.env.SOURCE_DATE_EPOCH = String(Date.UTC(2000, 0, 1) / 1000); // the time of every file within
const packagePath = process.argv[2] ?? 'logto-access.vsix';
await createVSIX({
  packagePath,
  dependencies: false, // all is bundled
  allowMissingRepository: true,
  readmePath: 'media/about.md',
});
const { size } = statSync(packagePath);
if (size > MOST_BYTES) {
  console.error(`${packagePath} has ${size} bytes, which are more than ${MOST_BYTES}.`);
  process.exitCode = 1;
}
