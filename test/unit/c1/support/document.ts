import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '@bufbuild/protobuf';
import { exportSnapshot, type ExportJob, type ExportResult } from '../../../../src/c1/export.ts';
import { withFolder } from '../../../support/snapshots.ts';
import { writeSnapshot, type Sync, type Tenant } from './tenant.ts';

interface Entry extends JsonObject {
  c1: JsonObject;
}

/** The keys of an exported document that tests look at. */
export interface Document {
  snapshot: JsonObject;
  resource_types: JsonObject[];
  users: (Entry & { name: string; display_name: string; email: string; profile: JsonObject })[];
  resources: (Entry & { name: string; display_name: string; description: string })[];
  entitlements: (Entry & {
    resource_name: string;
    entitlement: string;
    display_name: string;
    description: string;
  })[];
  grants: { principal: string; entitlement_id: string; id: string }[];
}

export interface Exported extends Omit<ExportResult, 'target'> {
  readonly text: string;
  readonly document: Document;
}

export function parse(text: string): Document {
  return JSON.parse(text) as Document;
}

export function readFixture(name: string): string {
  return readFileSync(new URL(`../../../fixtures/c1/${name}`, import.meta.url), 'utf8');
}

/** Writes a snapshot of the tenant, exports it, and gives the export to a test. */
export function withExport<T>(
  { tenant, sync }: { readonly tenant: Tenant; readonly sync?: Sync | undefined },
  wishes: Pick<ExportJob, 'format' | 'extended'>,
  test: (file: string, result: ExportResult) => Promise<T> | T,
): Promise<T> {
  return withFolder(async (folder) => {
    const [snapshotFile, target] = [join(folder, 'a.snapshot'), join(folder, 'a.export')];
    writeSnapshot(snapshotFile, tenant, sync);
    return test(target, await exportSnapshot({ snapshotFile, target, ...wishes }));
  });
}

/** The C1 snapshot JSON of a tenant. */
export function exported(tenant: Tenant, sync?: Sync, extended = false): Promise<Exported> {
  return withExport({ tenant, sync }, { format: 'c1-json', extended }, (file, result) => {
    const text = readFileSync(file, 'utf8');
    return { ...result, text, document: parse(text) };
  });
}

/** Every object in a value, itself first. */
export function* objectsIn(value: unknown): Generator<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield value as Record<string, unknown>;
  for (const inner of Object.values(value)) yield* objectsIn(inner);
}
