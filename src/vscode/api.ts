import type { ArgumentOf, CommandId, ResultOf } from './contract.ts';

type Operation<K extends CommandId> = (argument: ArgumentOf<K>) => Promise<ResultOf<K>>;

/** What `activate()` gives to other extensions: the commands' operations, without VS Code's command service between. */
export interface LogtoAccessApi {
  readonly version: 1;
  readonly connectTenant: Operation<'logtoAccess.connectTenant'>;
  readonly openDemoTenant: Operation<'logtoAccess.openDemoTenant'>;
  readonly editTenant: Operation<'logtoAccess.editTenant'>;
  readonly testConnection: Operation<'logtoAccess.testConnection'>;
  readonly disconnectTenant: Operation<'logtoAccess.disconnectTenant'>;
  readonly sync: Operation<'logtoAccess.sync'>;
  readonly cancelSync: Operation<'logtoAccess.cancelSync'>;
  readonly exportSnapshot: Operation<'logtoAccess.exportSnapshot'>;
  readonly openSnapshotFile: Operation<'logtoAccess.openSnapshotFile'>;
  readonly diffSnapshots: Operation<'logtoAccess.diffSnapshots'>;
  readonly renameSnapshot: Operation<'logtoAccess.renameSnapshot'>;
  readonly pinSnapshot: Operation<'logtoAccess.pinSnapshot'>;
  readonly unpinSnapshot: Operation<'logtoAccess.unpinSnapshot'>;
  readonly deleteSnapshot: Operation<'logtoAccess.deleteSnapshot'>;
  readonly undoDeleteSnapshot: Operation<'logtoAccess.undoDeleteSnapshot'>;
  readonly findAccess: Operation<'logtoAccess.findAccess'>;
  readonly whoCan: Operation<'logtoAccess.whoCan'>;
  readonly explainAccess: Operation<'logtoAccess.explainAccess'>;
  readonly openAccessMap: Operation<'logtoAccess.openAccessMap'>;
  readonly compareAccess: Operation<'logtoAccess.compareAccess'>;
  readonly accessHistory: Operation<'logtoAccess.accessHistory'>;
}

/** The names of the operations; one that is forgotten is an error of the compiler. */
export const API_OPERATIONS = Object.keys({
  connectTenant: true,
  openDemoTenant: true,
  editTenant: true,
  testConnection: true,
  disconnectTenant: true,
  sync: true,
  cancelSync: true,
  openAccessMap: true,
  exportSnapshot: true,
  openSnapshotFile: true,
  diffSnapshots: true,
  renameSnapshot: true,
  pinSnapshot: true,
  unpinSnapshot: true,
  deleteSnapshot: true,
  undoDeleteSnapshot: true,
  findAccess: true,
  whoCan: true,
  explainAccess: true,
  compareAccess: true,
  accessHistory: true,
} satisfies Record<keyof Omit<LogtoAccessApi, 'version'>, true>) as (keyof Omit<LogtoAccessApi, 'version'>)[];
