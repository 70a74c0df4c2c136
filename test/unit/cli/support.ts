import { execFile, execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { DemoTenant } from '../../../src/demo/start.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
/** The command line as it is built. */
export const CLI = fileURLToPath(new URL('../../../dist/cli.js', import.meta.url));

/** What a run of the command line gave. */
export interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Builds the command line where nobody has done so yet. */
export function build(): void {
  if (!existsSync(CLI)) execFileSync(process.execPath, ['esbuild.config.mjs'], { cwd: ROOT });
}

/**
 * Runs the command line as a process of its own. The secret comes in the environment, or not at all; `temporary` is its
 * folder for temporary files, the system's where left out.
 */
export function run(
  args: readonly string[],
  { secret, cwd = ROOT, temporary }: { secret?: string; cwd?: string; temporary?: string } = {},
): Promise<Run> {
  const env: NodeJS.ProcessEnv = { ...process.env };
  delete env.LOGTO_CLIENT_SECRET;
  if (secret !== undefined) env.LOGTO_CLIENT_SECRET = secret;
  if (temporary !== undefined) Object.assign(env, { TMPDIR: temporary, TEMP: temporary, TMP: temporary });
  return new Promise((resolve) => {
    execFile(process.execPath, [CLI, ...args], { cwd, env, maxBuffer: 1e9 }, (error, out, err) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ code, out, err });
    });
  });
}

/** The arguments that sync a tenant into a file. */
export function syncArguments({ baseUrl, clientId }: DemoTenant, file: string): string[] {
  return ['sync', '--base-url', baseUrl, '--client-id', clientId, '--allow-http', '--out', file];
}
