import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The path of what lies in the repository: of out/bench, as of test/bench. */
export const fromRoot = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** Runs a module in a real extension host, and gives what that says; `env` is for both. */
export function inHost(probe: string, env: Readonly<Record<string, string>> = {}): unknown {
  const folder = mkdtempSync(join(tmpdir(), 'logto-access-bench-'));
  const results = join(folder, 'results.json');
  try {
    execFileSync(process.execPath, [fromRoot('test/editor/run-host.mjs'), fromRoot(`out/bench/${probe}`)], {
      env: { ...process.env, ...env, LOGTO_ACCESS_RESULTS: results },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    return JSON.parse(readFileSync(results, 'utf8'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
