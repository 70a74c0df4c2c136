import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer } from './answer.ts';
import { entityTag, isFresh } from './etag.ts';

/** Sends an answer; one that was read well carries an entity tag, and no body where the caller has it already. */
export function send(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);
  if (answer.text !== undefined) write(response, answer.status, answer.text.type, answer.text.content);
  else if (answer.body === undefined) response.writeHead(answer.status).end();
  else sendJson(request, response, answer);
}

function sendJson(request: IncomingMessage, response: ServerResponse, { status, body }: Answer): void {
  const content = JSON.stringify(body);
  if (request.method !== 'GET' || status !== 200) {
    write(response, status, 'application/json', content);
    return;
  }
  const tag = entityTag(content);
  response.setHeader('etag', tag);
  if (isFresh(tag, request.headers['if-none-match'], request.headers['cache-control'])) {
    response.writeHead(304).end();
  } else write(response, status, 'application/json', content);
}

function write(response: ServerResponse, status: number, type: string, content: string): void {
  const headers = { 'content-type': `${type}; charset=utf-8`, 'content-length': Buffer.byteLength(content) };
  response.writeHead(status, headers).end(content);
}
