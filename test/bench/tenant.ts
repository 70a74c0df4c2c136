import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Connection } from '../../src/logto/connection.ts';

/** A tenant served by another process. */
export interface BenchTenant extends Connection {
  readonly clientSecret: string;
  /** How long the server waits before each answer, ms. */
  setDelay(delayMs: number): Promise<void>;
  close(): void;
}

interface TenantSize {
  readonly users: number;
  readonly organizations: number;
  readonly membershipsPerUser: number;
}

/** The size that Logto Access was designed for. */
export const LARGE: TenantSize = { users: 100_000, organizations: 2_000, membershipsPerUser: 3.42 };

/** Starts a tenant of a size. */
export async function startBenchTenant(size: TenantSize): Promise<BenchTenant> {
  const server = fork(new URL('./tenantServer.mjs', import.meta.url), Object.values(size).map(String));
  const facts = (await next(server)) as Connection & { readonly clientSecret: string };
  return {
    ...facts,
    setDelay: async (delayMs) => {
      server.send({ delayMs });
      await next(server);
    },
    close: () => server.disconnect(),
  };
}

async function next(server: ChildProcess): Promise<unknown> {
  const [message] = (await once(server, 'message')) as [unknown];
  return message;
}
