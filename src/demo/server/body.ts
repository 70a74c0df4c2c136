import type { IncomingMessage } from 'node:http';
import { Refusal } from './answer.ts';

const LARGEST_BODY = 64 * 1024;

/** Reads a request's body, which is never large here. */
export async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > LARGEST_BODY) {
      throw new Refusal({ status: 413, body: { message: 'request entity too large' } });
    }
    parts.push(part);
  }
  return Buffer.concat(parts).toString();
}
