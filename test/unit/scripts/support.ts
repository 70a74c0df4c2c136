import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** A project of its own for a script: the script, a setup that does what it is told, and commands on the PATH. */
export class Project {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'logto-access-test-'))); // macOS has a link to it
  readonly #script: string;

  constructor(script: string) {
    this.#script = script;
    cpSync(join(ROOT, script), join(this.folder, script), { recursive: true });
    mkdirSync(join(this.folder, 'bin'));
  }

  setup(code: string): this {
    writeFileSync(join(this.folder, 'setup.mjs'), code);
    return this;
  }

  command(name: string, script: string): this {
    const file = join(this.folder, 'bin', name);
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
    return this;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Runs the script with these commands and no others, as if on this platform. */
  run(platform: NodeJS.Platform = 'linux'): { code: number | null; lines: string[]; err: string } {
    const pretend = `Object.defineProperty(process, 'platform', { value: '${platform}' })`;
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', `data:text/javascript,${pretend}`, this.#script],
      { cwd: this.folder, encoding: 'utf8', env: { PATH: join(this.folder, 'bin') } },
    );
    return { code: status, lines: stdout.trimEnd().split('\n'), err: stderr };
  }
}
