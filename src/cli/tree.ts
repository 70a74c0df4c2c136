import type { AccessNode } from '../access/nodes/node.ts';
import { rootNodes } from '../access/nodes/roots.ts';
import { asTaken } from '../snapshot/lacks/asTaken.ts';
import { caveatsOf } from '../snapshot/lacks/caveats.ts';
import { missingIn } from '../snapshot/lacks/holes.ts';
import type { SnapshotInfo } from '../snapshot/model.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { aboutOrigin } from '../snapshot/lacks/unknown.ts';
import { aboutVanished } from '../snapshot/lacks/vanishedText.ts';
import { count, oneLine, utcMinute } from '../words.ts';
import { readArguments, wholeNumber } from './arguments.ts';
import type { Engine } from './engine.ts';
import { withSnapshot } from './files.ts';
import { print } from './output.ts';

const OPTIONS = { depth: { type: 'string' }, json: { type: 'boolean' } } as const;

/** How much of a tree is printed. */
export interface TreeLimits {
  readonly depth: number;
  /** Children of one node; the rest is counted. */
  readonly children: number;
}

/** `tree`: who has what, as an indented tree, long lists shortened to a count. */
export async function treeCommand(args: readonly string[], engine: Engine): Promise<number> {
  const parsed = readArguments(args, OPTIONS, ['snapshot file']);
  const depth = wholeNumber(parsed, 'depth', { fallback: 4, least: 1, most: 12 });
  const limits = { depth, children: parsed.values.json === true ? Number.MAX_SAFE_INTEGER : 10 };
  await withSnapshot(engine, parsed.files[0] ?? '', (snapshot) => {
    printTree(snapshot, limits, parsed.values.json === true);
  });
  return 0;
}

function printTree(snapshot: Snapshot, limits: TreeLimits, json: boolean): void {
  print(
    json
      ? JSON.stringify([...caveatsToJson(asTaken(snapshot)), ...toJson(rootNodes(snapshot), limits)])
      : treeText(snapshot, limits),
  );
}

/** The tree of a snapshot as text with box-drawing lines. */
export function treeText(snapshot: Snapshot, limits: TreeLimits): string {
  const info = asTaken(snapshot);
  const { tenantName, baseUrl, endedAt } = info;
  const address = baseUrl === '' ? '' : ` (${baseUrl})`;
  const head = `${oneLine(tenantName)}${address}, as of ${utcMinute(endedAt)}`;
  const holes = missingIn(info).map((hole) => `INCOMPLETE: ${hole}`);
  return [head, ...holes, ...caveatsOf(info), ...lines(rootNodes(snapshot), 0, '', limits)].join('\n');
}

function* lines(
  nodes: readonly AccessNode[],
  hidden: number,
  indent: string,
  limits: TreeLimits,
): Generator<string> {
  for (const [i, node] of nodes.entries()) {
    const last = i === nodes.length - 1 && hidden === 0;
    yield `${indent}${last ? '└─' : '├─'} ${node.label}${node.description === '' ? '' : `  ${node.description}`}`;
    if (node.children === undefined || limits.depth <= 1) continue;
    const { nodes: below, total } = node.children({ limit: limits.children });
    yield* lines(below, total - below.length, `${indent}${last ? '   ' : '│  '}`, {
      ...limits,
      depth: limits.depth - 1,
    });
  }
  if (hidden > 0) yield `${indent}└─ … ${count(hidden, 'more', 'more')}`;
}

interface JsonNode {
  readonly label: string;
  readonly description: string;
  readonly kind: string;
  readonly id?: string;
  readonly children?: readonly JsonNode[];
}

/** What a snapshot lacks or cannot know, or may have lost, as lines before all others: who reads them must not take the rest for all. */
function caveatsToJson(info: SnapshotInfo): JsonNode[] {
  const line = (label: string, kind: string) => (description: string) => ({ label, description, kind });
  return [
    ...missingIn(info).map(line('INCOMPLETE', 'incomplete')),
    ...aboutVanished(info).map(line('MUCH IS GONE', 'vanished')),
    ...aboutOrigin(info).map(line('C1 FILE', 'origin')),
  ];
}

function toJson(nodes: readonly AccessNode[], limits: TreeLimits): JsonNode[] {
  return nodes.map(({ label, description, kind, subjectId, children }) => {
    const below = limits.depth > 1 ? children?.({ limit: limits.children }).nodes : undefined;
    return {
      ...{ label, description, kind },
      ...(subjectId !== undefined && { id: subjectId }),
      ...(below && { children: toJson(below, { ...limits, depth: limits.depth - 1 }) }),
    };
  });
}
