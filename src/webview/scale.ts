import type { TimePoint } from '../access/map/timeline.ts';

/** Where values lie in a chart. */
export interface Scale {
  readonly x: (at: number) => number;
  readonly y: (people: number) => number;
  /** Round numbers of people, from 0 up. */
  readonly ticks: readonly number[];
}

interface Size {
  readonly width: number;
  readonly height: number;
  readonly plot: {
    readonly left: number;
    readonly right: number;
    readonly top: number;
    readonly bottom: number;
  };
}

/** About so many lines across. */
const TICKS = 4;

/** The scale of a chart of points: from 0 to a round number above the highest, and from the first time to the last. */
export function scaleOf(points: readonly TimePoint[], { width, height, plot }: Size): Scale {
  const [first, last] = [points[0]?.at ?? 0, points.at(-1)?.at ?? 0];
  const most = Math.max(1, ...points.map(({ members, privileged }) => Math.max(members, privileged ?? 0)));
  const step = roundStep(most);
  const top = Math.ceil(most / step) * step;
  const [wide, tall] = [width - plot.left - plot.right, height - plot.top - plot.bottom];
  return {
    x: (at) => plot.left + (last === first ? wide / 2 : ((at - first) / (last - first)) * wide),
    y: (people) => plot.top + tall - (people / top) * tall,
    ticks: Array.from({ length: top / step + 1 }, (_, i) => i * step),
  };
}

/** 1, 2 or 5 times a power of ten, so that a few of them reach a number; never a part of a person. */
function roundStep(most: number): number {
  const rough = most / TICKS;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((times) => times * power).find((one) => one >= rough) ?? rough;
  return Math.max(1, step);
}

/** Which of some places, in order, can be written at: so far apart, and the last of them in any case. */
export function apart(places: readonly number[], least: number): number[] {
  let next = Infinity;
  const kept = places.toReversed().filter((place) => {
    if (next - place < least) return false;
    next = place;
    return true;
  });
  return kept.reverse();
}
