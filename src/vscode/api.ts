import type { ArgumentOf, CommandId, ResultOf } from './contract.ts';

type Operation<K extends CommandId> = (argument: ArgumentOf<K>) => Promise<ResultOf<K>>;

/** What `activate()` gives to other extensions: the commands' operations, without VS Code's command service between. */
export interface LogtoAccessApi {
  readonly version: 1;
  readonly connectTenant: Operation<'logtoAccess.connectTenant'>;
  readonly openDemoTenant: Operation<'logtoAccess.openDemoTenant'>;
  readonly disconnectTenant: Operation<'logtoAccess.disconnectTenant'>;
  readonly sync: Operation<'logtoAccess.sync'>;
  readonly cancelSync: Operation<'logtoAccess.cancelSync'>;
  readonly exportSnapshot: Operation<'logtoAccess.exportSnapshot'>;
  readonly diffSnapshots: Operation<'logtoAccess.diffSnapshots'>;
}
