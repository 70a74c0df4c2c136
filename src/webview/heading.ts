import { s } from './dom.ts';
import { widthOf } from './fit.ts';
import { wrapped } from './headingWords.ts';

const [EDGE, TOP, LINE] = [16, 12, 18];
/** Narrower than this, the heading has too many lines. */
const LEAST_WIDTH = 640;

/** A copy of a picture with lines of text above it; the first of them is its title. */
export function withHeading(picture: SVGSVGElement, lines: readonly string[]): SVGSVGElement {
  const { width: own, height: below } = picture.viewBox.baseVal;
  const width = Math.max(own, LEAST_WIDTH);
  const texts = lines.flatMap((line, i) =>
    wrapped(line, width - 2 * EDGE, widthOf).map((text) => [text, i === 0 ? 'strong' : ''] as const),
  );
  const above = TOP + texts.length * LINE;
  const height = above + below;
  const copy = s('svg', { class: 'picture', width, height, viewBox: `0 0 ${width} ${height}` });
  for (const [i, [text, name]] of texts.entries())
    copy.append(s('text', { class: name, x: EDGE, y: TOP + i * LINE + 12 }, text));
  const children = [...picture.childNodes].map((child) => child.cloneNode(true));
  copy.append(s('g', { transform: `translate(0 ${above})` }, ...children));
  return copy;
}
