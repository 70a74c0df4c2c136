import { fittedText } from './fittedText.ts';

let measuring: CanvasRenderingContext2D | null = null;

/** A text that is at most so many pixels wide in the page, cut where it is longer. */
export function fitted(text: string, width: number): string {
  return fittedText(text, width, widthOf);
}

/** How wide a text is in the page; 0 where that cannot be measured. */
export function widthOf(text: string): number {
  measuring ??= document.createElement('canvas').getContext('2d');
  if (measuring === null) return 0;
  const { fontSize, fontFamily } = getComputedStyle(document.body);
  measuring.font = `${fontSize} ${fontFamily}`;
  return measuring.measureText(text).width;
}
