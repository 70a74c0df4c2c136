import type { MatrixHead, MatrixRow } from '../access/map/matrix.ts';
import type { MapPlace } from '../access/map/place.ts';
import { count, number } from '../words.ts';
import { button, h } from './dom.ts';
import { Grid, type GridSource } from './grid.ts';
import { MatrixCells } from './matrixCells.ts';
import { matrixPicture } from './matrixPicture.ts';
import { leftOutWords, shownWords, STRENGTHS, strengthOf } from './matrixWords.ts';
import { Rows } from './rows.ts';
import type { View, ViewContext } from './view.ts';

/** So many clusters are named above the matrix. */
const NAMED = 6;

/** A matrix of people or organizations by roles. */
export class MatrixView implements View {
  readonly element = h('section', { class: 'matrix' });
  readonly rows = new Rows();
  readonly #head: MatrixHead;
  readonly #context: ViewContext;
  readonly #grid: Grid;
  readonly #status = h('p', { class: 'status', role: 'status' });
  /** Stands where the rows would be. */
  readonly #none = h('p', { class: 'none' });
  readonly #cells: MatrixCells;
  readonly #label: string;
  #filter: string;

  constructor(head: MatrixHead, context: ViewContext) {
    this.#head = head;
    this.#context = context;
    this.#cells = new MatrixCells(head);
    this.#label = head.of === 'organization' ? 'Members by roles' : 'Organizations by roles';
    this.#filter = context.filter;
    const source: GridSource = {
      label: this.#label,
      columnCount: head.columns.length + 2,
      rowCount: () => this.rows.shown.length,
      header: (column) => this.#cells.header(column),
      cell: (column) => this.#cells.make(column),
      fill: (cell, row, column) => this.#cells.fill(cell, this.rows.shown[row], column),
      isParted: (row) => row > 0 && this.rows.shown[row - 1]?.cluster !== this.rows.shown[row]?.cluster,
      activate: (row, column) => this.#activate(row, column),
    };
    this.#grid = new Grid(source, context.seen, context.onSeen);
    this.#grid.element.append(this.#none);
    this.element.append(
      ...[this.#status, ...this.#leftOut(), this.#clusters(), this.#legend(), this.#grid.element],
    );
    this.rows.filter(context.filter);
    this.#say();
  }

  mount(): void {
    this.#grid.mount();
  }

  add(rows: readonly MatrixRow[]): void {
    this.rows.add(rows);
    this.#grid.update('count');
    this.#say();
  }

  filter(text: string): void {
    this.#filter = text;
    this.rows.filter(text);
    this.#grid.update('rows');
    this.#say();
  }

  picture(): SVGSVGElement {
    return matrixPicture(this.#head, this.rows.shown);
  }

  words(): readonly string[] {
    const shown = shownWords(this.#status.textContent, this.rows.isFiltered ? this.#filter : '');
    const leftOut = leftOutWords(this.#head);
    return [this.#label, shown, ...(leftOut === undefined ? [] : [leftOut])];
  }

  dispose(): void {
    this.#grid.dispose();
  }

  /** What there is in all, and what a filter leaves of it. */
  #say(): void {
    const { of, rowCount, columns, unheld } = this.#head;
    const things = count(rowCount, of === 'organization' ? 'member' : 'organization');
    const roles = `${count(columns.length, 'role')} held${unheld === 0 ? '' : `, ${number(unheld)} held by nobody`}`;
    const all = `${things} · ${roles}`;
    const filtered = `Showing ${number(this.rows.shown.length)} of ${things}`;
    const text = this.rows.isFiltered ? filtered : all;
    if (this.#status.textContent !== text) this.#status.textContent = text;
    this.#none.textContent = this.#whyNone();
  }

  #whyNone(): string {
    const { of, rowCount } = this.#head;
    const isPeople = of === 'organization';
    if (rowCount === 0) return isPeople ? 'This organization has no members.' : 'There are no organizations.';
    if (!this.rows.isFiltered || this.rows.shown.length > 0) return '';
    const none = isPeople ? 'No member has this in name or e-mail.' : 'No organization has this in its name.';
    return `${none} Escape clears the filter.`;
  }

  #leftOut(): HTMLElement[] {
    const words = leftOutWords(this.#head);
    return words === undefined ? [] : [h('p', { class: 'status' }, words)];
  }

  #clusters(): HTMLElement {
    const { clusters } = this.#head;
    const largest = [...clusters.entries()].sort(([, a], [, b]) => b.count - a.count).slice(0, NAMED);
    const list = h('ul', { class: 'clusters', 'aria-label': 'Who holds the same roles' });
    for (const [at, cluster] of largest) {
      const chip = button('', () => this.#goToCluster(at), { class: 'chip' });
      chip.append(h('b', {}, number(cluster.count)), ` ${this.#rolesOf(cluster.columns)}`);
      list.append(h('li', {}, chip));
    }
    const rest = clusters.length - largest.length;
    if (rest > 0) list.append(h('li', { class: 'more' }, `and ${count(rest, 'more pattern')}`));
    return list;
  }

  /** `editor + viewer`, or where it is shorter what is missing of all. */
  #rolesOf(marked: readonly number[]): string {
    const { columns } = this.#head;
    const [held, missing] = [true, false].map((isHeld) =>
      columns.flatMap(({ label }, at) => (marked.includes(at) === isHeld ? [label] : [])),
    );
    if (held === undefined || missing === undefined || held.length === 0) return 'no role';
    if (missing.length === 0) return columns.length === 1 ? held.join() : 'all roles';
    return missing.length < held.length && held.length > 2
      ? `all but ${missing.join(', ')}`
      : held.join(' + ');
  }

  #goToCluster(cluster: number): void {
    const row = this.rows.startOf(cluster);
    if (row >= 0) this.#grid.goTo(row);
  }

  #legend(): HTMLElement {
    const used = new Set(this.#head.columns.map((column) => strengthOf(column, this.#head)));
    const shown = STRENGTHS.filter(([name]) => used.has(name));
    const items = shown.map(([name, words]) =>
      h('li', {}, h('span', { class: `mark ${name}`, 'aria-hidden': 'true' }), words),
    );
    return h('ul', { class: 'legend', 'aria-label': 'What the colours of roles say' }, ...items);
  }

  #activate(row: number, column: number): void {
    const place = this.#placeAt(row, column);
    if (place !== undefined) this.#context.go(place);
  }

  /** Where a cell leads to: a role, an organization, somebody, or one of these in an organization. */
  #placeAt(row: number, column: number): MapPlace | undefined {
    const role = this.#head.columns[column - 2];
    const of = role && ({ kind: 'organizationRole', id: role.id } as const);
    const { place } = this.#context;
    const within = place.organizationId === undefined ? {} : { organizationId: place.organizationId };
    if (row === -1) return of && { view: 'graph', of, open: {}, ...within };
    const data = this.rows.shown[row];
    if (data === undefined) return undefined;
    if (this.#head.of === 'tenant')
      return of === undefined || (data.cells[column - 2] ?? 0) === 0
        ? { view: 'matrix', organizationId: data.id }
        : { view: 'graph', of, open: {}, organizationId: data.id };
    const whole = column === 0;
    return { view: 'graph', of: { kind: 'user', id: data.id }, open: {}, ...(whole ? {} : within) };
  }
}
