import * as vscode from 'vscode';
import { node, slice, type AccessNode, type Children } from '../../access/nodes/node.ts';
import type { Touched } from '../../changes/listTouched.ts';
import type { Comparison, Touch } from '../../changes/model.ts';
import { touchingsOf } from '../../changes/touched.ts';
import { runJob } from '../../jobs/run.ts';
import type { Page } from '../../snapshot/snapshot.ts';
import { count, oneLine } from '../../words.ts';
import type { Services } from '../services.ts';
import type { TouchItem } from './changesItems.ts';

/** Lists who gained or lost something by what a role permits: found by the worker, once for each change. */
export class TouchedNodes {
  readonly #services: Services;
  readonly #found = new WeakMap<Touch, Promise<readonly Touched[]>>();

  constructor(services: Services) {
    this.#services = services;
  }

  async of(comparison: Comparison, item: TouchItem, { limit, offset = 0 }: Page): Promise<Children> {
    const touched = await this.#list(comparison, item);
    if (touched.length === 0) return slice([noOne(item.touch)], { limit, offset });
    return { nodes: touched.slice(offset, offset + limit).map(nodeOf), total: touched.length };
  }

  #list(comparison: Comparison, { change, touch }: TouchItem): Promise<readonly Touched[]> {
    const found = this.#found.get(touch);
    if (found !== undefined) return found;
    const finding = this.#find(comparison, change.change, touch);
    this.#found.set(touch, finding);
    finding.catch(() => this.#found.delete(touch)); // so that it can be tried again
    return finding;
  }

  async #find(
    comparison: Comparison,
    change: TouchItem['change']['change'],
    { effect }: Touch,
  ): Promise<Touched[]> {
    const touching = touchingsOf(change).find((one) => one.effect === effect);
    if (touching === undefined) return [];
    const { snapshots, workerFile } = this.#services;
    const [before, after] = [snapshots.fileOf(comparison.before.id), snapshots.fileOf(comparison.after.id)];
    return runJob(workerFile, 'touched', { before, after, touching });
  }
}

/** Somebody, who opens on the organizations in which they are touched. */
function nodeOf({ kind, id, name, organizations }: Touched): AccessNode {
  const [only, ...others] = organizations;
  const made = node('', {
    ...{ key: `${kind}:${id}`, kind, subjectId: id, label: oneLine(name) },
    description:
      only === undefined
        ? ''
        : others.length === 0
          ? oneLine(only.name)
          : count(organizations.length, 'organization'),
  });
  if (others.length === 0) return made;
  const places = organizations.map((organization) =>
    node(made.id, {
      ...{ key: `organization:${organization.id}`, kind: 'organization', subjectId: organization.id },
      ...{ label: oneLine(organization.name), description: '' },
    }),
  );
  return { ...made, children: (page) => slice(places, page) };
}

function noOne({ atLeast }: Touch): AccessNode {
  const label = atLeast
    ? vscode.l10n.t('Nobody for certain: a snapshot is incomplete where they would be')
    : vscode.l10n.t('Nobody: no one holds the role in both snapshots without having had this before');
  return node('', { key: 'none', kind: 'nothing', label, description: '' });
}
