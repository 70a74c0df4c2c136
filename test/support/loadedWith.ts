import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A file that Node reads before a module runs. */
interface Loaded {
  readonly file: string;
  readonly size: number;
}

/** `import … from "./x.js"` and `import "./x.js"`, as the bundler writes them; not `import("./x.js")`. */
const STATIC_IMPORT = /\bimport\s*(?:[\w*{][^"'()]*?from\s*)?["'](\.[^"']+)["']/g;

/** A bundled module and all that it imports statically, itself first. */
export function loadedWith(entry: string): Loaded[] {
  const files = new Set([entry]);
  for (const file of files)
    // grows while it is gone through
    for (const [, imported = ''] of readFileSync(file, 'utf8').matchAll(STATIC_IMPORT))
      files.add(join(dirname(file), imported));
  return [...files].map((file) => ({ file, size: statSync(file).size }));
}
