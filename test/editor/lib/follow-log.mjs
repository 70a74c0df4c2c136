import { closeSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/**
 * A file that the extension host writes to and that is copied to `out` as it grows. The host's own console is mixed with
 * the workbench's noise.
 */
export function followLog(out) {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'code-host-log-'));
  const file = path.join(dir, 'tests.log');
  const descriptor = openSync(file, 'a+');
  const buffer = Buffer.alloc(64 * 1024);
  let position = 0;

  const copy = () => {
    let count;
    while ((count = readSync(descriptor, buffer, 0, buffer.length, position)) > 0) {
      out.write(Buffer.from(buffer.subarray(0, count)));
      position += count;
    }
  };
  const close = () => {
    process.off('exit', close);
    clearInterval(timer);
    copy();
    closeSync(descriptor);
    rmSync(dir, { recursive: true, force: true });
  };
  const timer = setInterval(copy, 200);
  process.once('exit', close);
  return { file, close };
}
