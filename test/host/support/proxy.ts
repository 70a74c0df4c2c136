import { once } from 'node:events';
import { createServer, request as sendRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

/** A proxy as a company has one: the only machine that knows where the made-up hosts are. */
export interface Proxy {
  readonly url: string;
  /** The absolute addresses it was asked for in plain http. */
  readonly requests: readonly string[];
  /** The `host:port` of the tunnels it was asked for. */
  readonly tunnels: readonly string[];
  close(): Promise<void>;
}

/** Starts a proxy that leads whatever it is asked for to a port of this machine. */
export async function startProxy(port: number): Promise<Proxy> {
  const requests: string[] = [];
  const tunnels: string[] = [];
  const ends = new Set<Duplex>();
  const server = createServer((request, response) => {
    requests.push(request.url ?? '');
    forward(request, response, port);
  });
  server.on('connect', (request: IncomingMessage, socket: Duplex) => {
    tunnels.push(request.url ?? '');
    for (const end of tunnel(socket, port)) ends.add(end);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    tunnels,
    close: async () => {
      server.close();
      server.closeAllConnections();
      for (const end of ends) end.destroy(); // a tunnel is no connection of the server any more
      await once(server, 'close');
    },
  };
}

function forward(request: IncomingMessage, response: ServerResponse, port: number): void {
  const { pathname, search } = new URL(request.url ?? '');
  const { method, headers } = request;
  const onward = sendRequest({ host: '127.0.0.1', port, path: pathname + search, method, headers });
  onward.on('response', (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  request.pipe(onward);
}

function tunnel(socket: Duplex, port: number): Duplex[] {
  const onward = connect(port, '127.0.0.1', () => {
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    socket.pipe(onward).pipe(socket);
  });
  const ends = [socket, onward];
  for (const end of ends) end.on('error', () => ends.map((one) => one.destroy()));
  return ends;
}
