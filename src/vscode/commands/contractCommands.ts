import type * as vscode from 'vscode';
import type { LogtoAccessApi } from '../api.ts';
import { registerContractCommand, type CommandParts } from './command.ts';
import { connectTenantCommand } from './connectTenant.ts';
import { diffSnapshotsCommand } from './diffSnapshots.ts';
import { disconnectTenantCommand } from './disconnectTenant.ts';
import { exportSnapshotCommand } from './exportSnapshot.ts';
import { openDemoTenantCommand } from './openDemoTenant.ts';
import { cancelSyncCommand, syncCommand } from './sync.ts';
import type { CommandId } from '../contract.ts';
import type { Services } from '../services.ts';

/** Registers the commands of the contract, and gives the API made of the same operations. */
export function registerCommands(context: vscode.ExtensionContext, services: Services): LogtoAccessApi {
  const register = <K extends CommandId>(
    command: CommandParts<K>,
  ): ReturnType<typeof registerContractCommand<K>> => registerContractCommand(context, services, command);
  return {
    version: 1,
    connectTenant: register(connectTenantCommand(services)),
    openDemoTenant: register(openDemoTenantCommand(services)),
    disconnectTenant: register(disconnectTenantCommand(services)),
    sync: register(syncCommand(services)),
    cancelSync: register(cancelSyncCommand(services)),
    exportSnapshot: register(exportSnapshotCommand(services)),
    diffSnapshots: register(diffSnapshotsCommand(services)),
  };
}
