import type { TimePoint, Unread } from '../access/map/timeline.ts';
import { number } from '../words.ts';
import { h, s } from './dom.ts';
import { apart, scaleOf, type Scale } from './scale.ts';
import {
  COUNTING,
  datesOf,
  isSure,
  peopleWords,
  pointWords,
  SERIES,
  timeWords,
  unreadWords,
  type Series,
} from './timeWords.ts';
import type { View } from './view.ts';

const [WIDTH, HEIGHT] = [860, 320];
const PLOT = { left: 64, right: 200, top: 20, bottom: 40 } as const;
const CHART = 'Members and privileged holders by snapshot';
/** What a date below the chart takes, pixels. */
const DATE = 96;

/** Members and privileged holders over the kept snapshots: a line chart, and the same as a table. */
export class TimeView implements View {
  readonly element = h('section', { class: 'time' });
  readonly #points: TimePoint[] = [];
  readonly #unread: Unread[] = [];
  readonly #words = h('p', { class: 'status', role: 'status' });
  #chart = s('svg');
  /** Until then more points may come, so that nothing is said of them. */
  #isDone = false;

  mount(): void {
    this.#draw();
  }

  add(point: TimePoint): void {
    this.#points.push(point);
    this.#draw();
  }

  /** Says of a snapshot why it is not in the lines. */
  leaveOut(unread: Unread): void {
    this.#unread.push(unread);
    this.#draw();
  }

  done(): void {
    this.#isDone = true;
    this.#draw();
  }

  picture(): SVGSVGElement {
    return this.#chart;
  }

  words(): readonly string[] {
    return [CHART, this.#words.textContent];
  }

  dispose(): void {
    this.#points.length = 0;
    this.#unread.length = 0;
  }

  #draw(): void {
    const words = this.#isDone ? timeWords(this.#points, this.#unread.length) : COUNTING;
    if (this.#words.textContent !== words) this.#words.textContent = words; // or it would be spoken anew
    this.#chart = chartOf(this.#points, words);
    const leftOut = this.#unread.map((one) => h('li', {}, unreadWords(one)));
    this.element.replaceChildren(
      ...(leftOut.length > 0
        ? [h('ul', { class: 'lacks', 'aria-label': 'Snapshots left out' }, ...leftOut)]
        : []),
      this.#words,
      h('div', { class: 'drawing' }, this.#chart),
      tableOf(this.#points),
    );
  }
}

function chartOf(points: readonly TimePoint[], words: string): SVGSVGElement {
  const scale = scaleOf(points, { width: WIDTH, height: HEIGHT, plot: PLOT });
  const chart = s('svg', {
    ...{ class: 'picture', role: 'img', width: WIDTH, height: HEIGHT, viewBox: `0 0 ${WIDTH} ${HEIGHT}` },
    'aria-label': `${CHART}. ${words}`,
  });
  chart.append(
    ...gridOf(points, scale),
    ...SERIES.flatMap(([key]) => lineOf(knownOf(points, key), scale)),
    ...endsOf(points.at(-1), scale),
  );
  return chart;
}

function gridOf(points: readonly TimePoint[], { x, y, ticks }: Scale): SVGElement[] {
  const [left, right] = [PLOT.left, WIDTH - PLOT.right];
  const lines = ticks.flatMap((tick) => [
    s('line', { class: 'gridline', x1: left, x2: right, y1: y(tick), y2: y(tick) }),
    s('text', { class: 'muted', x: left - 8, y: y(tick) + 4, 'text-anchor': 'end' }, number(tick)),
  ]);
  const dateAt = new Map(datesOf(points).map(([label, at]) => [x(at), label]));
  const dates = apart([...dateAt.keys()], DATE).map((place) =>
    s('text', { class: 'muted', x: place, y: HEIGHT - 14, 'text-anchor': 'middle' }, dateAt.get(place) ?? ''),
  );
  return [...lines, ...dates];
}

/** How many there are of something at a point where that is known. */
interface Known {
  readonly key: Series;
  readonly point: TimePoint;
  readonly people: number;
}

function knownOf(points: readonly TimePoint[], key: Series): Known[] {
  return points.flatMap((point) => {
    const people = point[key];
    return people === null ? [] : [{ key, point, people }];
  });
}

/** A line, broken to and from what may be too few, and its dots, hollow there. */
function lineOf(known: readonly Known[], { x, y }: Scale): SVGElement[] {
  const steps = known.slice(1).map((to, i) => {
    const from = known[i] ?? to;
    const d = `M${x(from.point.at)} ${y(from.people)}L${x(to.point.at)} ${y(to.people)}`;
    return s('path', { class: `line ${to.key}${sureness(from.point, to.point)}`, d });
  });
  const dots = known.map(({ key, point, people }) => {
    const dot = s('circle', {
      ...{ class: `dot ${key}${sureness(point)}`, cx: x(point.at), cy: y(people), r: 3.5 },
    });
    dot.append(s('title', {}, `${pointWords(point)}: ${peopleWords(point, key)}`));
    return dot;
  });
  return [...steps, ...dots];
}

function sureness(...points: readonly TimePoint[]): string {
  return points.every(isSure) ? '' : ' unsure';
}

/** What each line ends with, one below the other where the lines end close together. */
function endsOf(last: TimePoint | undefined, { x, y }: Scale): SVGElement[] {
  if (last === undefined) return [];
  let lowest = -Infinity;
  return SERIES.flatMap(([key, label]) => knownOf([last], key).map((known) => ({ ...known, label })))
    .sort((a, b) => b.people - a.people)
    .map(({ people, label }) => {
      lowest = Math.max(y(people) + 4, lowest + 18);
      const words = `${last.isComplete ? '' : '≥ '}${number(people)} ${label.toLowerCase()}`;
      return s('text', { class: 'strong', x: x(last.at) + 12, y: lowest }, words);
    });
}

function tableOf(points: readonly TimePoint[]): HTMLElement {
  const head = ['Snapshot', ...SERIES.map(([, label]) => label)];
  const rows = points
    .toReversed()
    .map((point) =>
      h(
        'tr',
        {},
        h('th', { scope: 'row' }, pointWords(point)),
        ...SERIES.map(([key]) => h('td', {}, peopleWords(point, key))),
      ),
    );
  return h(
    'table',
    { class: 'points' },
    h('caption', {}, 'By snapshot, newest first'),
    h('thead', {}, h('tr', {}, ...head.map((name) => h('th', { scope: 'col' }, name)))),
    h('tbody', {}, ...rows),
  );
}
