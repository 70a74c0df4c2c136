import * as v from 'valibot';

/** Checks the part of an argument that names a snapshot. */
export const SOURCE = { tenantId: v.exactOptional(v.string()), snapshotId: v.exactOptional(v.string()) };

/** A number of rows. */
export function atMost(most: number): v.GenericSchema<unknown, number> {
  return v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(most));
}

/** Checks an argument that names stored snapshots. */
export const SNAPSHOTS = v.object({ snapshotIds: v.array(v.string()) });
