let measuring: CanvasRenderingContext2D | null = null;

/** A text that is at most so many pixels wide, cut where it is longer. */
export function fitted(text: string, width: number): string {
  measuring ??= document.createElement('canvas').getContext('2d');
  if (measuring === null) return text;
  const { fontSize, fontFamily } = getComputedStyle(document.body);
  measuring.font = `${fontSize} ${fontFamily}`;
  if (measuring.measureText(text).width <= width) return text;
  const letters = [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);
  while (letters.length > 1 && measuring.measureText(`${letters.join('')}…`).width > width) letters.pop();
  return `${letters.join('')}…`;
}
