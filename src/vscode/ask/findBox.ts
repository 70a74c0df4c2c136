import * as vscode from 'vscode';
import { find, type Hit } from '../../access/find/find.ts';
import { listed } from '../../access/find/listed.ts';
import { prepareFind } from '../../access/find/strands.ts';
import { factsOfHit } from '../../access/text/answers.ts';
import { KIND_WORDS } from '../../access/things.ts';
import type { FindableKind } from '../../snapshot/read/findable.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { number } from '../../words.ts';
import { THING_ICONS } from './icons.ts';
import { withoutIcons } from './plainText.ts';

/** So many results are shown at once: more typing finds better than scrolling. */
const SHOWN = 100;

/** Who types on is not asked about every letter. */
const PAUSE_MS = 60;

/** What can be done with a result besides choosing it. */
export interface FoundAction {
  readonly icon: string;
  readonly tooltip: string;
  /** Kinds that it can be done with; all where left out. */
  readonly kinds?: readonly FindableKind[];
  readonly run: (hit: Hit) => void;
}

export interface FindBoxOptions<K extends FindableKind> {
  readonly title: string;
  readonly placeholder: string;
  readonly kinds: readonly K[];
  readonly actions?: readonly FoundAction[];
}

/** A result, or a line that only says something. */
interface Result extends vscode.QuickPickItem {
  readonly hit?: Hit;
}

/** Lets a person find one thing, with results as they type; undefined when they leave the box. */
export function findInBox<K extends FindableKind>(
  snapshot: Snapshot,
  options: FindBoxOptions<K>,
): Promise<{ readonly kind: K; readonly id: string } | undefined> {
  return new Promise((resolve, reject) => {
    const box = vscode.window.createQuickPick<Result>();
    const results = new Results(box, snapshot, options);
    let chosen: Hit | undefined;
    const failed = (error: unknown): void => {
      reject(error instanceof Error ? error : new Error(String(error)));
      box.hide();
    };
    box.onDidAccept(() => {
      results.chosen().then((hit) => {
        chosen = hit;
        if (hit !== undefined) box.hide();
      }, failed);
    });
    box.onDidTriggerItemButton(({ button, item: { hit } }) => {
      const action = options.actions?.find(({ tooltip }) => tooltip === button.tooltip);
      box.hide();
      if (hit !== undefined) action?.run(hit);
    });
    box.onDidHide(() => {
      results.dispose();
      box.dispose();
      resolve(chosen && { kind: chosen.kind as K, id: chosen.id });
    });
    box.show();
    results.start().catch(failed);
  });
}

/** Keeps the results of a box true to what is typed. */
class Results<K extends FindableKind> implements vscode.Disposable {
  readonly #box: vscode.QuickPick<Result>;
  readonly #snapshot: Snapshot;
  readonly #options: FindBoxOptions<K>;
  #timer: NodeJS.Timeout | undefined;
  #isReady = false;
  /** What was typed for the results that are shown. */
  #shownFor = '';
  #isDisposed = false;

  constructor(box: vscode.QuickPick<Result>, snapshot: Snapshot, options: FindBoxOptions<K>) {
    this.#box = box;
    this.#snapshot = snapshot;
    this.#options = options;
    box.title = options.title;
    box.placeholder = options.placeholder;
    Object.assign(box, { sortByLabel: false }); // the best come first, not the first in the alphabet
  }

  /** Shows what there is, and makes ready what is looked through: that takes a second for 100,000 users. */
  async start(): Promise<void> {
    this.#box.busy = true;
    this.#box.items = this.#listed();
    this.#box.onDidChangeValue(() => this.#typed());
    await prepareFind(this.#snapshot);
    this.#isReady = true;
    if (this.#box.value !== '') this.#show();
    else this.#box.busy = false;
  }

  /** What Enter takes: where the results are older than what is typed, the best of the ones that fit it. */
  async chosen(): Promise<Hit | undefined> {
    if (this.#shownFor === this.#box.value) return this.#box.selectedItems[0]?.hit;
    await prepareFind(this.#snapshot);
    clearTimeout(this.#timer);
    this.#show();
    return this.#box.items[0]?.hit;
  }

  dispose(): void {
    this.#isDisposed = true;
    clearTimeout(this.#timer);
  }

  #typed(): void {
    this.#box.busy = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (this.#isReady) this.#show();
    }, PAUSE_MS);
  }

  #show(): void {
    if (this.#isDisposed) return;
    const query = this.#box.value;
    this.#box.items = query.trim() === '' ? this.#listed() : this.#found(query);
    this.#shownFor = query;
    this.#box.busy = false;
  }

  #listed(): Result[] {
    const hits = listed(this.#snapshot, this.#options.kinds, SHOWN);
    return [...this.#resultsOf(hits), saying(vscode.l10n.t('Type to find by name, e-mail or id'))];
  }

  #found(query: string): Result[] {
    const { hits, total, mayLack } = find(this.#snapshot, query, {
      limit: SHOWN,
      kinds: this.#options.kinds,
    });
    const told = [
      ...(total === 0 ? [vscode.l10n.t('Nothing is called so, or has such an e-mail or id')] : []),
      ...(total > hits.length
        ? [vscode.l10n.t('{0} of {1} are shown: type more', number(hits.length), number(total))]
        : []),
    ];
    const lacks = mayLack.map((lack) => saying(vscode.l10n.t('Incomplete: {0}', lack), 'warning'));
    return [...this.#resultsOf(hits), ...told.map((text) => saying(text)), ...lacks];
  }

  #resultsOf(hits: readonly Hit[]): Result[] {
    return hits.map((hit) => resultOf(hit, this.#options.actions ?? []));
  }
}

function resultOf(hit: Hit, actions: readonly FoundAction[]): Result {
  const fitting = actions.filter(({ kinds }) => kinds === undefined || kinds.includes(hit.kind));
  return {
    ...{ hit, label: withoutIcons(hit.label), alwaysShow: true },
    iconPath: new vscode.ThemeIcon(THING_ICONS[hit.kind]),
    description: withoutIcons([KIND_WORDS[hit.kind], ...factsOfHit(hit)].join(' · ')),
    buttons: fitting.map(({ icon, tooltip }) => ({ iconPath: new vscode.ThemeIcon(icon), tooltip })),
  };
}

function saying(text: string, icon = 'info'): Result {
  return { label: withoutIcons(text), alwaysShow: true, iconPath: new vscode.ThemeIcon(icon) };
}
