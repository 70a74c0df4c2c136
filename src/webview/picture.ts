import { s } from './dom.ts';

/** What of a style a picture needs that stands alone. */
const STYLES = [
  ...[
    'fill',
    'stroke',
    'stroke-width',
    'stroke-dasharray',
    'opacity',
    'font-family',
    'font-size',
    'font-weight',
  ],
];
/** What only the page needs. */
const OF_PAGE = ['class', 'role', 'tabindex', 'aria-label'];
/** Sharper than the screen, and no more than a browser can draw, in pixels. */
const [SHARPER, MOST] = [2, 8192];

/** A picture in the page as the text of an SVG that needs nothing else. */
export function svgText(picture: SVGSVGElement): string {
  const copy = picture.cloneNode(true) as SVGSVGElement;
  const originals = [picture, ...picture.querySelectorAll('*')];
  const copies = [copy, ...copy.querySelectorAll('*')];
  for (const [i, original] of originals.entries()) {
    const [style, target] = [getComputedStyle(original), copies[i]];
    for (const name of OF_PAGE) target?.removeAttribute(name);
    for (const name of STYLES) target?.setAttribute(name, style.getPropertyValue(name));
  }
  const background = getComputedStyle(document.body).backgroundColor;
  copy.prepend(s('rect', { width: '100%', height: '100%', fill: background }));
  return new XMLSerializer().serializeToString(copy);
}

/** The same as a PNG in base64. */
export async function pngData(picture: SVGSVGElement): Promise<string> {
  const url = URL.createObjectURL(new Blob([svgText(picture)], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const { width, height } = picture.viewBox.baseVal;
    const scale = Math.min(SHARPER, MOST / width, MOST / height);
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [Math.round(width * scale), Math.round(height * scale)];
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return canvas.toDataURL('image/png').replace(/^data:image\/png;base64,/, '');
  } finally {
    URL.revokeObjectURL(url);
  }
}
