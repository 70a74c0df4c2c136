import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { AccessNode, Fact } from '../../../../src/access/nodes/node.ts';
import { rootNodes } from '../../../../src/access/nodes/roots.ts';
import type { SnapshotInfo } from '../../../../src/snapshot/model.ts';
import type { Snapshot } from '../../../../src/snapshot/snapshot.ts';
import { withFolder, withSnapshot } from '../../../support/snapshots.ts';
import { writeSnapshot, type Rows } from '../../snapshot/support/rows.ts';

/** A node with everything below it, read in pages of three. */
export interface Walked extends Omit<AccessNode, 'children' | 'indexOf' | 'has' | 'facts'> {
  readonly facts: readonly Fact[];
  readonly below: readonly Walked[] | undefined;
}

export function walk(node: AccessNode): Walked {
  const { children, indexOf, has, facts: factsOf, ...parts } = node;
  const rest = { ...parts, facts: factsOf?.() ?? [] };
  if (children === undefined) return { ...rest, below: undefined };
  const nodes: AccessNode[] = [];
  const { total } = children({ limit: 3 });
  while (nodes.length < total) {
    const page = children({ limit: 3, offset: nodes.length });
    assert.equal(page.total, total, `the total of ${node.id} is the same on every page`);
    assert.equal(page.nodes.length, Math.min(3, total - nodes.length), `a full page of ${node.id}`);
    nodes.push(...page.nodes);
  }
  assert.deepEqual(children({ limit: 3, offset: total }).nodes, [], `nothing after the end of ${node.id}`);
  for (const [i, { id }] of nodes.entries())
    if (indexOf) assert.equal(indexOf(id.slice(node.id.length + 1)), i, `the place of ${id}`);
  for (const { id } of nodes) assert.ok(has?.(id.slice(node.id.length + 1)) ?? true, `${id} is in its group`);
  assert.ok(has?.('nobody') !== true);
  return { ...rest, below: nodes.map(walk) };
}

/** Nodes with everything below them, in one list. */
export function* flat(nodes: readonly Walked[]): Generator<Walked> {
  for (const node of nodes) {
    yield node;
    yield* flat(node.below ?? []);
  }
}

export const walked = (snapshot: Snapshot): Walked[] => rootNodes(snapshot).map(walk);

/** Walks the tree of a hand-made snapshot. */
export function walkedOf(rows: Rows, info: Partial<SnapshotInfo> = {}): Promise<Walked[]> {
  return withFolder((folder) => {
    const file = join(folder, 'a.snapshot');
    writeSnapshot(file, rows, info);
    return withSnapshot(file, walked);
  });
}

/** The nodes below the one whose id is given, as `label (description)`. */
export function shown(nodes: readonly Walked[], id: string): string[] {
  const found = [...flat(nodes)].find((node) => node.id === id);
  assert.ok(found, `a node ${id}`);
  return (found.below ?? []).map(({ label, description }) =>
    description ? `${label} (${description})` : label,
  );
}
