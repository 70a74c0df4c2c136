// Installs what the tests need, runs the three rings one after the other, and closes with their sum, alone on the last
// line. Runs on the Node that is there before anything is installed; npm gives the rings their own.
import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const RINGS = ['unit', 'host', 'ui'];
const folder = mkdtempSync(join(tmpdir(), 'logto-access-results-'));
const results = join(folder, 'results.jsonl');

/** Whatever ends without a result of its own has failed. */
function fail() {
  appendFileSync(results, `${JSON.stringify({ passes: 0, failures: 1, pending: 0 })}\n`);
}

function setUp() {
  const { status } = spawnSync(process.execPath, ['setup.mjs', 'tests'], { stdio: 'inherit' });
  return status === 0;
}

function run(ring) {
  console.log(`\n── test:${ring} ──`);
  const before = read().length;
  const { status } = spawnSync('npm', ['run', '--silent', `test:${ring}`], {
    stdio: 'inherit',
    env: { ...process.env, LOGTO_ACCESS_RESULTS: results },
  });
  const counted = read().slice(before);
  const failed = counted.reduce((sum, { failures }) => sum + failures, 0);
  if (counted.length === 0 || (status !== 0 && failed === 0)) fail();
}

/** One line of JSON for every mocha that has run. */
function read() {
  try {
    return readFileSync(results, 'utf8')
      .trim()
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  } catch {
    return [];
  }
}

if (setUp()) for (const ring of RINGS) run(ring);
else fail();
const sum = (name) => read().reduce((total, result) => total + result[name], 0);
const [passed, failed, skipped] = [sum('passes'), sum('failures'), sum('pending')];
for (const { title, why } of read().flatMap(({ failed }) => failed ?? []))
  console.log(`\nFailed: ${title}\n${why}`);
if (skipped > 0) console.log(`\n${skipped} skipped`);
rmSync(folder, { recursive: true, force: true });
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
