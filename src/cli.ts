#!/usr/bin/env node
// Everything else is imported only after this check: an older Node has no `node:sqlite`, and would end with a stack.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 22 || (major === 22 && minor < 15)) {
  console.error(
    `logto-access: Node 22.15 or newer is needed, this is ${process.versions.node}. Install it from https://nodejs.org.`,
  );
  process.exitCode = 2; // 1 is what `diff` says of snapshots that differ
} else {
  await import('./cli/main.ts');
}
