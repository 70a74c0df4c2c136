import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadedWith } from '../support/loadedWith.ts';
import { fromRoot, inHost } from './inHost.ts';
import { round } from './inProcess.ts';
import { middle } from './median.ts';

/** Starts of an editor, each with one of the two extensions in turn. */
const PAIRS = 5;

/** What an extension needs to be loaded and activated; nobody but the probe activates it. */
const BARE = {
  name: 'probed',
  publisher: 'bench',
  version: '0.0.1',
  type: 'module',
  main: './dist/extension.js',
};

/** What the tests' extension host says of one activation. */
interface Activation {
  readonly ms: number;
}

/** Activates the extension, and one that does nothing, in a real extension host; the medians, and what is loaded. */
export function benchActivation(): Promise<Record<string, number>> {
  const folder = mkdtempSync(join(tmpdir(), 'logto-access-bench-'));
  try {
    const [ours, empty] = [layOutOurs(join(folder, 'ours')), layOutEmpty(join(folder, 'empty'))];
    const pairs = Array.from({ length: PAIRS }, () => [activate(ours), activate(empty)] as const);
    const middleOf = (figures: readonly number[]): number => round(middle(figures, (figure) => figure));
    const bytes = loadedWith(fromRoot('dist/extension.js')).reduce((sum, { size }) => sum + size, 0);
    return Promise.resolve({
      ms: middleOf(pairs.map(([ours]) => ours)),
      emptyMs: middleOf(pairs.map(([, empty]) => empty)),
      moreMs: middleOf(pairs.map(([ours, empty]) => ours - empty)),
      loadedKB: round(bytes / 1000),
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The extension as it is built, but for that it waits for the probe. */
function layOutOurs(to: string): string {
  for (const part of ['dist', 'media', 'l10n', 'package.nls.json'])
    cpSync(fromRoot(part), join(to, part), { recursive: true });
  const manifest = JSON.parse(readFileSync(fromRoot('package.json'), 'utf8')) as object;
  return layOut(to, {
    ...manifest,
    name: BARE.name,
    publisher: BARE.publisher,
    activationEvents: ['onCommand:none'],
  });
}

function layOutEmpty(to: string): string {
  mkdirSync(join(to, 'dist'), { recursive: true });
  writeFileSync(join(to, BARE.main), 'export function activate() {}\n');
  const { engines } = JSON.parse(readFileSync(fromRoot('package.json'), 'utf8')) as {
    readonly engines: object;
  };
  return layOut(to, { ...BARE, engines, activationEvents: ['onCommand:none'] });
}

function layOut(to: string, manifest: object): string {
  writeFileSync(join(to, 'package.json'), JSON.stringify(manifest));
  return to;
}

function activate(extension: string): number {
  return (inHost('activationProbe.cjs', { LOGTO_ACCESS_EXTENSION: extension }) as Activation).ms;
}
