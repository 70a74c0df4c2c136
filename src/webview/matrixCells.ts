import type { MatrixHead, MatrixRow } from '../access/map/matrix.ts';
import { number } from '../words.ts';
import { h } from './dom.ts';
import { permissionWords, strengthOf } from './matrixWords.ts';

/** What the cells of a matrix look like: a name, a total, and then one for each role. */
export class MatrixCells {
  readonly #head: MatrixHead;
  readonly #isPeople: boolean;

  constructor(head: MatrixHead) {
    this.#head = head;
    this.#isPeople = head.of === 'organization';
  }

  header(column: number): HTMLElement {
    const role = this.#head.columns[column - 2];
    if (column === 0) return h('th', { role: 'columnheader' }, this.#isPeople ? 'Member' : 'Organization');
    if (role === undefined)
      return h('th', { role: 'columnheader', class: 'total' }, this.#isPeople ? 'Roles' : 'Members');
    return h(
      'th',
      { role: 'columnheader', class: `role ${strengthOf(role, this.#head)}`, title: role.label },
      h('span', { class: 'name' }, role.label),
      h('span', { class: 'sum' }, number(role.total)),
      h('span', { class: 'detail' }, permissionWords(role, this.#head)),
    );
  }

  /** A cell that says nothing yet. */
  make(column: number): HTMLElement {
    const role = this.#head.columns[column - 2];
    if (column === 0)
      return h(
        'th',
        { role: 'rowheader', class: 'who' },
        h('span', { class: 'name' }, ''),
        h('span', { class: 'detail' }, ''),
      );
    if (role === undefined) return h('td', { role: 'gridcell', class: 'total' }, '');
    const cell = h('td', { role: 'gridcell', class: `cell ${strengthOf(role, this.#head)}` });
    cell.append(
      this.#isPeople ? h('span', { class: 'mark', role: 'img', 'aria-label': `holds ${role.label}` }) : '',
    );
    return cell;
  }

  /** Lets a cell say what a row has in its column. */
  fill(cell: HTMLElement, row: MatrixRow | undefined, column: number): void {
    if (row === undefined) return;
    const held = row.cells[column - 2] ?? 0;
    if (column === 0) fillName(cell, row);
    else if (column === 1) say(cell, number(row.total));
    else if (this.#isPeople) cell.classList.toggle('held', held > 0);
    else fillHeat(cell, held, row.total);
  }
}

function fillName(cell: HTMLElement, { label, detail }: MatrixRow): void {
  cell.title = detail === '' ? label : `${label}, ${detail}`;
  say(cell.firstElementChild, label);
  say(cell.lastElementChild, detail);
}

/** How many of an organization hold a role, the stronger in colour the larger their part is. */
function fillHeat(cell: HTMLElement, held: number, total: number): void {
  say(cell, held > 0 ? number(held) : '');
  cell.dataset.heat = held > 0 ? String(Math.max(1, Math.ceil((held / Math.max(1, total)) * 5))) : '';
}

/** Changes a text in its place: a node of text that is made anew costs more to draw and has to be collected. */
function say(element: Element | null, text: string): void {
  const node = element?.firstChild;
  if (node instanceof Text && node.data !== text) node.data = text;
}
