import assert from 'node:assert/strict';
import fc from 'fast-check';
import { node, slice } from '../../../../src/access/nodes/node.ts';
import type { AccessItem, MoreItem, SnapshotItem } from '../../../../src/vscode/views/accessItems.ts';
import { idOf } from '../../../../src/vscode/views/accessItems.ts';
import { Pages } from '../../../../src/vscode/views/pages.ts';

/** A list of so many lines below a tenant. */
function listOf(total: number): SnapshotItem {
  const tenant = { id: 't', name: 't', kind: 'demo', baseUrl: '' } as never;
  const line = (i: number) => node('users', { key: `${i}`, kind: 'user', label: `${i}`, description: '' });
  const lines = Array.from({ length: total }, (_, i) => line(i));
  return {
    ...{ type: 'node', tenantId: 't', snapshotId: 's', parent: { type: 'tenant', tenantId: 't', tenant } },
    node: {
      ...node('', { key: 'users', kind: 'users', label: 'Users', description: '' }),
      children: (page) => slice(lines, page),
    },
  };
}

/** A long list as VS Code shows it: below each line that a person has opened, what that brings. */
class Shown {
  readonly #pages = new Pages();
  readonly #opened = new Set<string>();
  readonly #list: SnapshotItem;
  readonly #total: number;

  constructor(total: number) {
    this.#list = listOf(total);
    this.#total = total;
  }

  /** All lines from top to bottom. */
  all(everything = false): AccessItem[] {
    const below = (parent: SnapshotItem | MoreItem, offset: number): AccessItem[] => {
      const items = this.#pages.below(parent, this.#list, offset);
      assert.ok(items.length <= 201, `${items.length} at once`);
      return items.flatMap((one) =>
        one.type === 'more' && (everything || this.#opened.has(idOf(one)))
          ? [one, ...below(one, one.offset)]
          : [one],
      );
    };
    return below(this.#list, 0);
  }

  /** Opens one of the lines that load more. */
  load(which: number): void {
    const closed = this.all().filter((one) => one.type === 'more' && !this.#opened.has(idOf(one)));
    const more = closed[which % closed.length];
    if (more !== undefined) this.#opened.add(idOf(more));
  }

  /** Looks for a line as the view does, and tells what it is called. */
  reveal(index: number): void {
    const line = `t/users/${index}`;
    if (this.#pages.below(this.#list, this.#list, 0).some((one) => idOf(one) === line)) return;
    this.#opened.add(idOf(this.#pages.jump(this.#list, index, this.#total)));
    assert.ok(this.all().map(idOf).includes(line), `${index} is shown`);
  }
}

function assertOnce(items: readonly AccessItem[]): void {
  const ids = items.map(idOf);
  assert.deepEqual(
    ids.filter((id, i) => ids.indexOf(id) !== i),
    [],
  );
}

describe('The pages of a long list', () => {
  it('have each line once where one looks for the line after the first page of a jump', () => {
    const shown = new Shown(1000);
    shown.reveal(900);
    shown.reveal(199);
    assertOnce(shown.all());
  });

  it('have each line once where pages are loaded until they come to the one that was jumped to', () => {
    const shown = new Shown(1000);
    shown.reveal(700);
    for (let i = 0; i < 10; i++) shown.load(i);
    assertOnce(shown.all());
  });

  it('are at most 201 lines, none of which is shown twice, and lead to all, whatever is loaded and looked for', () => {
    const steps = (total: number) =>
      fc.array(
        fc.oneof(
          fc.record({ do: fc.constant('load'), at: fc.nat(10) }),
          fc.record({ do: fc.constant('reveal'), at: fc.nat(total - 1) }),
        ),
        { maxLength: 12 },
      );
    const lists = fc
      .integer({ min: 1, max: 1500 })
      .chain((total) => fc.tuple(fc.constant(total), steps(total)));
    fc.assert(
      fc.property(lists, ([total, all]) => {
        const shown = new Shown(total);
        for (const { do: what, at } of all) {
          if (what === 'load') shown.load(at);
          else shown.reveal(at);
          assertOnce(shown.all());
          const everything = shown.all(true);
          assertOnce(everything);
          assert.equal(everything.filter(({ type }) => type === 'node').length, total);
        }
      }),
    );
  });
});
