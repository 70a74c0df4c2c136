import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { exportSnapshot } from '../../../src/c1/export.ts';
import { EXPORT_FORMATS } from '../../../src/c1/formats.ts';
import { needing } from '../../support/needing.ts';
import { RUN1 } from './support/acme.ts';
import { BIG, partialFiles, withPlace } from './support/place.ts';

const withModes = needing('modes of files');

const mode = (file: string): number => statSync(file).mode & 0o777;

withModes.describe('An export', function () {
  it('lets nobody read it who could not read what it replaces', () =>
    withPlace(RUN1.tenant, async ({ target, run }) => {
      chmodSync(target, 0o600);
      await run();
      assert.equal(mode(target), 0o600);
    }));

  it('lets those read it who could read what it replaces', () =>
    withPlace(RUN1.tenant, async ({ target, run }) => {
      chmodSync(target, 0o640);
      await run();
      assert.equal(mode(target), 0o640);
    }));

  for (const format of EXPORT_FORMATS)
    it(`lets nobody but its owner read a new one, while it is written and then: ${format}`, () =>
      withPlace(BIG, async ({ folder, snapshotFile }) => {
        const target = join(folder, 'new');
        const seen: string[] = [];
        const onProgress = (): void => {
          for (const file of partialFiles(folder)) {
            seen.push(file);
            for (const [part, wanted] of [
              [dirname(file), 0o700],
              [join(dirname(file), 'export'), 0o600],
            ] as const)
              if (existsSync(part)) assert.equal(mode(part), wanted); // it may have its own name by now
          }
        };
        const tick = setInterval(onProgress);
        await exportSnapshot({ snapshotFile, format, target }).finally(() => clearInterval(tick));
        assert.ok(seen.length > 0);
        assert.equal(mode(target), 0o600);
      }));
});

/** A process that begins to write a file and does not come to an end; `half` is there once it has begun. */
async function withWriter(file: string, test: (writer: ChildProcess) => Promise<void>): Promise<void> {
  const module = new URL('../../../src/c1/replaceFile.ts', import.meta.url).href;
  const code = `import { replaceFile } from ${JSON.stringify(module)};
    import { writeFileSync } from 'node:fs';
    replaceFile(${JSON.stringify(file)}, (temporary) => {
      writeFileSync(temporary, 'half');
      console.log('half');
      return new Promise(() => setInterval(() => undefined, 1000));
    });`;
  const writer = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    await once(writer.stdout, 'data');
    await test(writer);
  } finally {
    writer.kill('SIGKILL');
  }
}

describe('What an export leaves whose process was killed', function () {
  it('is removed by the next one in the same folder, and not before it was killed', () =>
    withPlace(RUN1.tenant, (place) =>
      withWriter(place.target, async (writer) => {
        const written = partialFiles(place.folder);
        assert.deepEqual(
          written.map((file) => readFileSync(file, 'utf8')),
          ['half'],
        );
        await place.run(join(place.folder, 'first'));
        assert.deepEqual(partialFiles(place.folder), written);
        writer.kill('SIGKILL');
        await once(writer, 'exit');
        await place.run();
        assert.deepEqual(readdirSync(place.folder).toSorted(), ['a.json', 'a.snapshot', 'first']);
      }),
    ));
});
