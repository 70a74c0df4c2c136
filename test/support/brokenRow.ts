import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Fault } from './tenant.ts';

/** Makes every page that shows one of these ids fail, as the real server does when it cannot read a row. */
export function brokenRows(ids: () => readonly string[], only: RegExp = /^\/api\//): Fault {
  return ({ path }, response) => {
    if (only.test(path))
      failWhere(response, (content) => ids().some((id) => content.includes(`"id":"${id}"`)));
    return undefined;
  };
}

function failWhere(response: ServerResponse, isBroken: (content: string) => boolean): void {
  const writeHead = response.writeHead.bind(response);
  const end = response.end.bind(response);
  let head: { status: number; headers: OutgoingHttpHeaders } | undefined;
  response.writeHead = (status: number, headers: unknown) => {
    head = { status, headers: headers as OutgoingHttpHeaders };
    return response;
  };
  response.end = (content?: unknown) => {
    if (typeof content === 'string' && isBroken(content)) {
      writeHead(500, { 'content-type': 'application/json' });
      return end(JSON.stringify({ message: 'Internal server error.' }));
    }
    if (head !== undefined) writeHead(head.status, head.headers);
    return end(content);
  };
}
