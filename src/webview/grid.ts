import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
  type VirtualizerOptions,
} from '@tanstack/virtual-core';
import type { Seen } from '../access/map/messages.ts';
import { h } from './dom.ts';

const ROW = 28;
/** So many rows are drawn beyond what is seen, for quick scrolling; each costs time in every frame of it. */
const OVERSCAN = 6;

/** What a grid shows. Rows are counted from 0; the header is row -1. */
export interface GridSource {
  readonly label: string;
  readonly columnCount: number;
  rowCount(): number;
  /** Makes the header of a column, without its place. */
  header(column: number): HTMLElement;
  /** Makes a cell of a column: with its role, without what it says. */
  cell(column: number): HTMLElement;
  /** Lets a cell of that column say what a row has there, whatever it said before. */
  fill(cell: HTMLElement, row: number, column: number): void;
  /** Whether a line parts a row from the one above. */
  isParted(row: number): boolean;
  activate(row: number, column: number): void;
}

/** Where the keyboard is. */
type At = Seen['cell'];

/** The header's first cell, where the keyboard is at first. */
export const HEADER: At = { row: -1, column: 0 };

/**
 * A table of very many rows, of which only those are drawn that are seen; their elements are used again for those that
 * are seen next, since new ones cost most of a frame and are collected in its middle. The keyboard goes from cell to
 * cell, one of which takes part in the tab order; its row is always drawn, so that it keeps the keyboard however one
 * scrolls.
 */
export class Grid {
  readonly element: HTMLElement;
  readonly #source: GridSource;
  readonly #table: HTMLTableElement;
  readonly #body: HTMLTableSectionElement;
  readonly #header: HTMLTableRowElement;
  readonly #drawn = new Map<number, HTMLTableRowElement>();
  readonly #virtualizer: Virtualizer<HTMLElement, HTMLTableRowElement>;
  readonly #unmount: () => void;
  readonly #onSeen: (changed: Partial<Seen>) => void;
  #active = HEADER;
  /** Where the keyboard is to be as soon as that row is there, unless somebody takes it elsewhere before. */
  #wantedAt: At | undefined;
  /** How far it is to be scrolled as soon as there are so many rows, unless somebody scrolls before. */
  #wanted: number | undefined;
  /** How far the rows that are there let it be scrolled on the way to that. */
  #reached = 0;

  constructor(source: GridSource, { scroll, cell }: Seen, onSeen: (changed: Partial<Seen>) => void) {
    this.#source = source;
    this.#onSeen = onSeen;
    this.#header = h('tr', { role: 'row', 'aria-rowindex': 1 });
    this.#body = h('tbody', { role: 'rowgroup' });
    this.#table = h(
      'table',
      { role: 'grid', 'aria-label': source.label, 'aria-colcount': source.columnCount },
      h('thead', { role: 'rowgroup' }, this.#header),
      this.#body,
    );
    this.#table.style.setProperty('--role-columns', String(source.columnCount - 2));
    this.element = h('div', { class: 'grid' }, this.#table);
    this.#wanted = scroll;
    this.#wantedAt = cell;
    this.element.addEventListener('scroll', () => this.#onScroll(), { passive: true });
    this.#table.addEventListener('keydown', (event) => this.#onKey(event));
    this.#table.addEventListener('click', (event) => this.#onClick(event));
    this.#virtualizer = new Virtualizer(this.#options(0));
    this.#addCells(this.#header, (column) => source.header(column));
    this.#unmount = this.#virtualizer._didMount();
  }

  /** Begins to follow the scrolling; to be called when the element is in the page. */
  mount(): void {
    this.#virtualizer._willUpdate();
    this.#draw();
    this.#goToWanted();
  }

  /** Draws anew what changed: all rows, or only that there are more of them. */
  update(changed: 'rows' | 'count'): void {
    if (changed === 'rows') {
      this.#wanted = this.#wantedAt = undefined;
      for (const [index, row] of this.#drawn) this.#fill(row, index);
    }
    this.#virtualizer.setOptions(this.#options(this.element.scrollTop));
    this.#virtualizer.measure();
    this.#draw();
    this.#goToWanted();
    this.#scrollToWanted();
  }

  /** Scrolls so that a row is the first that is seen, and gives it the keyboard. */
  goTo(row: number): void {
    this.#virtualizer.scrollToIndex(row, { align: 'start' });
    this.#move({ row, column: 0 });
  }

  dispose(): void {
    this.#unmount();
  }

  /** Only where the grid has the keyboard it goes along; how far it is scrolled down is left as it is. */
  #goToWanted(): void {
    const at = this.#wantedAt;
    if (at === undefined || at.row >= this.#source.rowCount()) return;
    const hasKeyboard = this.#table.contains(document.activeElement);
    this.#become(at);
    this.#draw();
    if (!hasKeyboard) return;
    const { scrollTop } = this.element;
    this.#focus({ preventScroll: true });
    this.element.scrollTop = scrollTop;
  }

  /** Rows come in parts, and the browser scrolls no further than there are any. */
  #scrollToWanted(): void {
    if (this.#wanted === undefined || this.#source.rowCount() * ROW < this.#wanted) return;
    this.element.scrollTop = this.#wanted;
    this.#reached = this.element.scrollTop;
    if (this.#reached > this.#wanted - 1) this.#wanted = undefined;
  }

  #onScroll(): void {
    if (this.#wanted !== undefined && this.element.scrollTop === this.#reached) return;
    this.#wanted = undefined;
    this.#onSeen({ scroll: this.element.scrollTop });
  }

  #options(initialOffset: number): VirtualizerOptions<HTMLElement, HTMLTableRowElement> {
    return {
      count: this.#source.rowCount(),
      getScrollElement: () => this.element,
      estimateSize: () => ROW,
      overscan: OVERSCAN,
      initialOffset,
      scrollPaddingStart: this.#header.offsetHeight,
      ...{ observeElementRect, observeElementOffset, scrollToFn: elementScroll },
      onChange: () => this.#draw(),
    };
  }

  #draw(): void {
    const rowCount = this.#source.rowCount();
    this.#table.setAttribute('aria-rowcount', String(rowCount + 1));
    this.#body.style.height = `${rowCount * ROW}px`;
    const seen = this.#virtualizer
      .getVirtualItems()
      .flatMap(({ index }) => (index < rowCount ? [index] : []));
    const { row: active } = this.#active;
    const isAway = active >= 0 && active < rowCount && !seen.includes(active);
    const spare = this.#spare(new Set(isAway ? [...seen, active] : seen));
    this.#place(seen, spare);
    if (isAway) this.#putAway(this.#rowOf(active, spare), active);
    for (const row of spare) row.remove();
    this.#markActive();
  }

  /** Rows that are not to be drawn any more, the last one first. */
  #spare(kept: ReadonlySet<number>): HTMLTableRowElement[] {
    const spare = [...this.#drawn].filter(([index]) => !kept.has(index));
    for (const [index] of spare) this.#drawn.delete(index);
    return spare.sort(([a], [b]) => b - a).map(([, row]) => row);
  }

  /**
   * Puts rows one below the other, from where the first of them belongs. A place of its own for each would be a style
   * that no other has: Chromium takes longer with each of them, and a quick scroll has thousands.
   */
  #place(indexes: readonly number[], spare: HTMLTableRowElement[]): void {
    this.#body.style.paddingTop = `${(indexes[0] ?? 0) * ROW}px`;
    let next = this.#body.firstElementChild;
    for (const index of indexes) {
      const row = this.#rowOf(index, spare);
      if (row.classList.contains('away')) bringBack(row);
      while (next !== null && next !== row && spare.includes(next as HTMLTableRowElement))
        next = next.nextElementSibling;
      if (row === next) next = row.nextElementSibling;
      else this.#put(row, next);
    }
  }

  /** The row that has the keyboard stays where it belongs though it is not seen. */
  #putAway(row: HTMLTableRowElement, index: number): void {
    row.classList.add('away');
    row.style.transform = `translateY(${index * ROW}px)`;
    this.#put(row, null);
  }

  /** A row that is moved keeps the keyboard, where the browser can. */
  #put(row: HTMLTableRowElement, before: Element | null): void {
    if (row.isConnected && 'moveBefore' in this.#body) this.#body.moveBefore(row, before);
    else this.#body.insertBefore(row, before);
  }

  /** The element of a row: the one that it has, or one that is spare, or a new one. */
  #rowOf(index: number, spare: HTMLTableRowElement[]): HTMLTableRowElement {
    const drawn = this.#drawn.get(index);
    if (drawn !== undefined) return drawn;
    const row = spare.pop() ?? this.#newRow();
    this.#fill(row, index);
    this.#drawn.set(index, row);
    return row;
  }

  #newRow(): HTMLTableRowElement {
    const row = h('tr', { role: 'row' });
    this.#addCells(row, (column) => this.#source.cell(column));
    return row;
  }

  #addCells(row: HTMLTableRowElement, make: (column: number) => HTMLElement): void {
    for (let column = 0; column < this.#source.columnCount; column++) {
      const cell = make(column);
      cell.setAttribute('aria-colindex', String(column + 1));
      cell.tabIndex = -1;
      row.append(cell);
    }
  }

  #fill(row: HTMLTableRowElement, index: number): void {
    if (index >= this.#source.rowCount()) return;
    row.setAttribute('aria-rowindex', String(index + 2));
    row.classList.toggle('parted', this.#source.isParted(index));
    for (const [column, cell] of [...row.children].entries())
      this.#source.fill(cell as HTMLElement, index, column);
  }

  #cell({ row, column }: At): HTMLElement | undefined {
    const cells = (row === -1 ? this.#header : this.#drawn.get(row))?.children;
    return cells?.item(column) as HTMLElement | undefined;
  }

  /** The one cell that takes part in the tab order. */
  #markActive(): void {
    if (this.#active.row >= this.#source.rowCount()) this.#become(HEADER);
    for (const cell of this.#table.querySelectorAll<HTMLElement>('[tabindex="0"]')) cell.tabIndex = -1;
    const cell = this.#cell(this.#active);
    if (cell) cell.tabIndex = 0;
  }

  #become(at: At): void {
    this.#wantedAt = undefined;
    this.#active = at;
    this.#onSeen({ cell: at });
  }

  #move(to: At): void {
    this.#become(to);
    this.#wanted = undefined;
    if (to.row >= 0) this.#virtualizer.scrollToIndex(to.row, { align: 'auto' });
    this.#draw();
    this.#focus({ preventScroll: to.row >= 0 });
  }

  #focus(options: FocusOptions): void {
    const cell = this.#cell(this.#active);
    cell?.focus(options);
    cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  #onClick({ target }: MouseEvent): void {
    const at = this.#placeOf(target);
    if (at === undefined) return;
    this.#become(at);
    this.#markActive();
    this.#source.activate(at.row, at.column);
  }

  #placeOf(target: EventTarget | null): At | undefined {
    const cell = target instanceof Element ? target.closest<HTMLElement>('th, td') : null;
    if (cell === null) return undefined;
    const row = Number(cell.parentElement?.getAttribute('aria-rowindex')) - 2;
    return { row, column: Number(cell.getAttribute('aria-colindex')) - 1 };
  }

  #onKey(event: KeyboardEvent): void {
    const { row, column } = this.#active;
    if (event.key === 'Enter' || event.key === ' ') this.#source.activate(row, column);
    else {
      const to = this.#target(event);
      if (to === undefined) return;
      const last = { row: this.#source.rowCount() - 1, column: this.#source.columnCount - 1 };
      this.#move({ row: between(to.row, -1, last.row), column: between(to.column, 0, last.column) });
    }
    event.preventDefault();
  }

  /** Where a key leads to, which may be beyond the grid. */
  #target({ key, ctrlKey, metaKey }: KeyboardEvent): At | undefined {
    const { row, column } = this.#active;
    const page = Math.max(1, Math.floor(this.element.clientHeight / ROW) - 2);
    const isFar = ctrlKey || metaKey;
    const targets: Readonly<Record<string, At>> = {
      ArrowDown: { row: row + 1, column },
      ArrowUp: { row: row - 1, column },
      ArrowRight: { row, column: column + 1 },
      ArrowLeft: { row, column: column - 1 },
      PageDown: { row: row + page, column },
      PageUp: { row: row - page, column },
      Home: { row: isFar ? -1 : row, column: 0 },
      End: { row: isFar ? Infinity : row, column: Infinity },
    };
    return targets[key];
  }
}

function between(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}

function bringBack(row: HTMLTableRowElement): void {
  row.classList.remove('away');
  row.style.transform = '';
}
