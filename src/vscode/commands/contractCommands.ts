import type * as vscode from 'vscode';
import type { LogtoAccessApi } from '../api.ts';
import { accessHistoryCommand } from './accessHistory.ts';
import { registerContractCommand, type CommandParts } from './command.ts';
import { compareAccessCommand } from './compareAccess.ts';
import { deleteSnapshotCommand, undoDeleteSnapshotCommand } from './deleteSnapshot.ts';
import { connectTenantCommand } from './connectTenant.ts';
import { diffSnapshotsCommand } from './diffSnapshots.ts';
import { disconnectTenantCommand } from './disconnectTenant.ts';
import { editTenantCommand } from './editTenant.ts';
import { explainAccessCommand } from './explainAccess.ts';
import { exportSnapshotCommand } from './exportSnapshot.ts';
import { findAccessCommand } from './findAccess.ts';
import { openDemoTenantCommand } from './openDemoTenant.ts';
import { openSnapshotFileCommand } from './openSnapshotFile.ts';
import { pinSnapshotCommand, unpinSnapshotCommand } from './pinSnapshot.ts';
import { renameSnapshotCommand } from './renameSnapshot.ts';
import { openAccessMapCommand } from '../map/openAccessMap.ts';
import { cancelSyncCommand, syncCommand } from './sync.ts';
import { testConnectionCommand } from './testConnection.ts';
import { whoCanCommand } from './whoCan.ts';
import type { CommandId } from '../contract.ts';
import type { Services } from '../services.ts';

/** Adds the commands of the contract, and gives the API made of the same operations. */
export function registerCommands(context: vscode.ExtensionContext, services: Services): LogtoAccessApi {
  const register = <K extends CommandId>(
    command: CommandParts<K>,
  ): ReturnType<typeof registerContractCommand<K>> => registerContractCommand(services, command);
  return {
    version: 1,
    connectTenant: register(connectTenantCommand(services)),
    openDemoTenant: register(openDemoTenantCommand(services)),
    editTenant: register(editTenantCommand(services)),
    testConnection: register(testConnectionCommand(services)),
    disconnectTenant: register(disconnectTenantCommand(services)),
    sync: register(syncCommand(services)),
    cancelSync: register(cancelSyncCommand(services)),
    exportSnapshot: register(exportSnapshotCommand(services)),
    openSnapshotFile: register(openSnapshotFileCommand(services)),
    diffSnapshots: register(diffSnapshotsCommand(services)),
    renameSnapshot: register(renameSnapshotCommand(services)),
    pinSnapshot: register(pinSnapshotCommand(services)),
    unpinSnapshot: register(unpinSnapshotCommand(services)),
    deleteSnapshot: register(deleteSnapshotCommand(services)),
    undoDeleteSnapshot: register(undoDeleteSnapshotCommand(services)),
    findAccess: register(findAccessCommand(services)),
    whoCan: register(whoCanCommand(services)),
    explainAccess: register(explainAccessCommand(services)),
    compareAccess: register(compareAccessCommand(services)),
    accessHistory: register(accessHistoryCommand(services)),
    openAccessMap: register(openAccessMapCommand({ services, extensionUri: context.extensionUri })),
  };
}
