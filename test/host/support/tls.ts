import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import { extension } from './extension.ts';

/** What speaks TLS for a server that speaks plain http. */
export interface Tls {
  readonly port: number;
  close(): Promise<void>;
}

/** Who signed a certificate of test/fixtures/tls. */
export type Certificate = 'self-signed' | 'private' | 'system';

/** Speaks TLS with a certificate, and leads what comes to a port of this machine. */
export async function startTls(certificate: Certificate, port: number): Promise<Tls> {
  const folder = join(extension().extensionPath, 'test', 'fixtures', 'tls');
  const [key, cert] = ['key', 'cert'].map((part) => readFileSync(join(folder, `${certificate}.${part}.pem`)));
  const sockets = new Set<Socket>();
  const server = createServer({ key, cert }, (socket) => {
    const onward = connect(port, '127.0.0.1');
    socket.pipe(onward).pipe(socket);
    for (const end of [socket, onward]) {
      sockets.add(end);
      end.on('error', () => [socket, onward].map((one) => one.destroy()));
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
