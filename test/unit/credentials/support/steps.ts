import type { SecretStoreKind } from '../../../../src/credentials/tenants.ts';

/** What the child process in a session is told to do, one after the other. */
export type Step =
  | { readonly do: 'set'; readonly account: string; readonly text: string }
  | { readonly do: 'get' | 'delete'; readonly account: string }
  | { readonly do: 'vaultWrite'; readonly tenantId: string; readonly secret: string }
  | { readonly do: 'vaultRead' | 'vaultRemove'; readonly tenantId: string; readonly from: SecretStoreKind }
  | { readonly do: 'run'; readonly command: readonly [string, ...string[]] }
  | { readonly do: 'lock' }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'signalDaemon'; readonly signal: 'SIGSTOP' | 'SIGCONT' };

/** Steps by names of their own, in the order in which they are taken. */
export type Steps<Name extends string = string> = Readonly<Record<Name, Step>>;

export interface Task {
  readonly steps: Steps;
  readonly timeoutMs?: number;
}

/** What became of a step: the value it gave, or the error it threw. */
export interface Outcome {
  readonly value?: unknown;
  readonly error?: { readonly code: string; readonly message: string; readonly hint?: string };
}

export type Outcomes<Name extends string = string> = Readonly<Record<Name, Outcome>>;
