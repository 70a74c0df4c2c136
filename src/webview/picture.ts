import { MOST_OF_PICTURE, type PictureFormat } from '../access/map/messages.ts';
import { s } from './dom.ts';
import { xmlText } from './xmlText.ts';

/** What of a style a picture needs that stands alone. */
const STYLES = [
  ...[
    'fill',
    'stroke',
    'stroke-width',
    'stroke-dasharray',
    'paint-order',
    'opacity',
    'font-family',
    'font-size',
    'font-weight',
  ],
];
/** What only the page needs. */
const OF_PAGE = ['class', 'role', 'tabindex', 'aria-label'];
/** Sharper than the screen, and no more than a browser can draw, in pixels; smaller than this, nobody can read it. */
const [SHARPER, MOST, SMALLEST] = [2, 8192, 0.4];

/** A picture in the page as it is saved: the text of an SVG, or a PNG in base64. Undefined where it would be too large. */
export async function pictureData(
  picture: SVGSVGElement,
  format: PictureFormat,
): Promise<string | undefined> {
  const data = format === 'svg' ? svgText(picture) : await pngData(picture);
  return data === undefined || data.length > MOST_OF_PICTURE ? undefined : data;
}

/** An SVG that needs nothing else. */
function svgText(picture: SVGSVGElement): string {
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
  return xmlText(new XMLSerializer().serializeToString(copy));
}

async function pngData(picture: SVGSVGElement): Promise<string | undefined> {
  const { width, height } = picture.viewBox.baseVal;
  const scale = Math.min(SHARPER, MOST / width, MOST / height);
  if (scale < SMALLEST) return undefined;
  const url = URL.createObjectURL(new Blob([svgText(picture)], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [Math.round(width * scale), Math.round(height * scale)];
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return canvas.toDataURL('image/png').replace(/^data:image\/png;base64,/, '');
  } finally {
    URL.revokeObjectURL(url);
  }
}
