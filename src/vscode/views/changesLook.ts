import * as vscode from 'vscode';
import { leavesAll, type ChangeFilter } from '../../changes/filter.ts';
import { CHANGE_GROUPINGS, type ChangeGrouping } from '../../changes/group.ts';
import type { Memento } from '../../credentials/tenants.ts';

const KEY = 'changesGrouping';

/** How a person wants to see the Changes view: the grouping is remembered, a filter ends with the session. */
export class ChangesLook implements vscode.Disposable {
  readonly #memento: Memento;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChange = this.#changed.event;
  #filter: ChangeFilter | undefined;

  constructor(memento: Memento) {
    this.#memento = memento;
  }

  get by(): ChangeGrouping {
    const kept = this.#memento.get(KEY);
    return CHANGE_GROUPINGS.find((one) => one === kept) ?? 'organization';
  }

  get filter(): ChangeFilter | undefined {
    return this.#filter;
  }

  async group(by: ChangeGrouping): Promise<void> {
    await this.#memento.update(KEY, by);
    this.#changed.fire(undefined);
  }

  /** Shows only some changes; undefined, or a filter that leaves all, shows all again. */
  setFilter(filter: ChangeFilter | undefined): void {
    this.#filter = filter === undefined || leavesAll(filter) ? undefined : filter;
    this.#changed.fire(undefined);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
