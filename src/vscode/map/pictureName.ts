import type { PictureFormat } from '../../access/map/messages.ts';
import { oneLine } from '../../words.ts';

/** Most file systems let the name of a file have 255 bytes; some that encrypt, 143. */
const MOST_BYTES = 120;

/** What the file of a picture is called at first: after what it is of, as far as a name of a file can say that. */
export function pictureName(name: string, format: PictureFormat): string {
  // A letter that is cut in its middle goes with what no file may be called.
  const start = Buffer.from(oneLine(name)).toString('utf8', 0, MOST_BYTES);
  return `${start.replace(/[^\p{L}\p{N} ._-]/gu, '').trim() || 'access'}.${format}`;
}
