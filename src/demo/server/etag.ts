import { createHash } from 'node:crypto';

/** A body's entity tag: its length in hexadecimal and the start of its SHA-1. */
export function entityTag(body: string): string {
  const digest = createHash('sha1').update(body).digest('base64').slice(0, 27);
  return `"${Buffer.byteLength(body).toString(16)}-${digest}"`;
}

/** Whether the caller already has what `tag` stands for; `no-cache`, which `fetch` adds by itself, says it wants it anew. */
export function isFresh(tag: string, ifNoneMatch: string | undefined, cacheControl = ''): boolean {
  if (ifNoneMatch === undefined || /(?:^|,)\s*no-cache\s*(?:,|$)/.test(cacheControl)) return false;
  if (ifNoneMatch.trim() === '*') return true;
  return ifNoneMatch.split(',').some((known) => known.trim().replace(/^W\//, '') === tag);
}
