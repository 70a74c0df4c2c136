// Runs steps with the real keychain of the session it is started in, and prints what became of each.
import { setTimeout as sleep } from 'node:timers/promises';
import { keychainStore } from '../../../../src/credentials/keychain.ts';
import { sessionStore } from '../../../../src/credentials/sessionStore.ts';
import { secretStorageStore } from '../../../../src/credentials/secretStorage.ts';
import { Vault } from '../../../../src/credentials/vault.ts';
import { AccessError } from '../../../../src/errors.ts';
import { lockKeyring, run, signalDaemon } from './daemon.ts';
import { MemorySecrets } from './memory.ts';
import { profile } from './profile.ts';
import type { Outcome, Step, Task } from './steps.ts';

const { steps, timeoutMs } = JSON.parse(process.argv[2] ?? '') as Task;
const keychain = keychainStore(timeoutMs === undefined ? {} : { timeoutMs });
const fallbacks: string[] = [];
const leftovers: string[] = [];
const vault = new Vault({
  stores: { keychain, secretStorage: secretStorageStore(new MemorySecrets()), session: sessionStore() },
  choice: () => 'auto',
  onFallback: ({ code }) => fallbacks.push(code),
  onLeftover: (_tenant, _store, reason) =>
    leftovers.push(reason instanceof AccessError ? reason.code : String(reason)),
});

async function perform(step: Step): Promise<unknown> {
  switch (step.do) {
    case 'set':
      return keychain.set(step.account, step.text);
    case 'get':
      return keychain.get(step.account);
    case 'delete':
      return keychain.delete(step.account);
    case 'vaultWrite':
      return { kind: await vault.write(step.tenantId, step.secret), fallbacks: fallbacks.splice(0) };
    case 'vaultRead':
      return vault.read(profile({ id: step.tenantId, secretStore: step.from }));
    case 'vaultRemove':
      await vault.remove(profile({ id: step.tenantId, secretStore: step.from }));
      return leftovers.splice(0);
    case 'run':
      return run(...step.command);
    case 'wait':
      return sleep(step.ms);
    case 'lock':
      return lockKeyring();
    case 'signalDaemon':
      return signalDaemon(step.signal);
  }
}

async function outcomeOf(step: Step): Promise<Outcome> {
  try {
    return { value: await perform(step) };
  } catch (error) {
    if (!(error instanceof AccessError)) throw error;
    const { code, message, hint } = error;
    return { error: { code, message, ...(hint !== undefined && { hint }) } };
  }
}

const outcomes: Record<string, Outcome> = {};
for (const [name, step] of Object.entries(steps)) outcomes[name] = await outcomeOf(step);
process.stdout.write(JSON.stringify(outcomes));
