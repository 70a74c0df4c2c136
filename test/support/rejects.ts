import assert from 'node:assert/strict';
import { AccessError } from '../../src/errors.ts';

/** Awaits an {@link AccessError} and gives it, so that a test can look at every part of it. */
export async function accessErrorOf(action: Promise<unknown> | (() => unknown)): Promise<AccessError> {
  try {
    await (typeof action === 'function' ? action() : action);
  } catch (error) {
    assert.ok(error instanceof AccessError, `an AccessError, not ${String(error)}`);
    return error;
  }
  return assert.fail('nothing was thrown');
}
