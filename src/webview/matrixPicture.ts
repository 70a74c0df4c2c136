import type { MatrixHead, MatrixRow } from '../access/map/matrix.ts';
import { count, number } from '../words.ts';
import { s } from './dom.ts';
import { fitted } from './fit.ts';
import { strengthOf } from './matrixWords.ts';

const [NAME, CELL, ROW, HEADER, EDGE, NOTE] = [240, 90, 22, 60, 16, 480];
/** A picture of more rows is none. */
const MOST_ROWS = 500;

/** A matrix as a picture: the first rows of what is shown. */
export function matrixPicture(head: MatrixHead, rows: readonly MatrixRow[]): SVGSVGElement {
  const { columns, of } = head;
  const drawn = rows.slice(0, MOST_ROWS);
  const rest = rows.length - drawn.length;
  const note = rest > 0 ? `${count(rest, 'more row')}: filter first, or open the access as text.` : '';
  const width = Math.max(NAME + columns.length * CELL, note === '' ? 0 : NOTE) + 2 * EDGE;
  const height = HEADER + (drawn.length + (note === '' ? 0 : 1)) * ROW + 2 * EDGE;
  const picture = s('svg', { class: 'picture', width, height, viewBox: `0 0 ${width} ${height}` });
  const middleOf = (at: number): number => EDGE + NAME + at * CELL + CELL / 2;
  for (const [at, { label, total }] of columns.entries())
    picture.append(
      s(
        'text',
        { class: 'strong', x: middleOf(at), y: EDGE + 16, 'text-anchor': 'middle' },
        fitted(label, CELL - 8),
      ),
      s('text', { class: 'muted', x: middleOf(at), y: EDGE + 34, 'text-anchor': 'middle' }, number(total)),
    );
  for (const [i, row] of drawn.entries()) {
    const y = EDGE + HEADER + i * ROW;
    picture.append(s('text', { x: EDGE, y: y + 15 }, fitted(row.label, NAME - 16)));
    for (const [at, column] of columns.entries()) {
      const held = row.cells[at] ?? 0;
      if (held === 0) continue;
      if (of === 'tenant')
        picture.append(s('text', { x: middleOf(at), y: y + 15, 'text-anchor': 'middle' }, number(held)));
      else
        picture.append(
          s('circle', { class: `mark ${strengthOf(column, head)}`, cx: middleOf(at), cy: y + 11, r: 6 }),
        );
    }
  }
  const below = EDGE + HEADER + drawn.length * ROW;
  if (note !== '') picture.append(s('text', { class: 'muted', x: EDGE, y: below + 15 }, note));
  return picture;
}
