import assert from 'node:assert/strict';
import { AccessError, traceError } from '../../src/errors.ts';

describe('What a log says of an error', () => {
  it('is the place in the code of one that nobody explained', () =>
    assert.match(
      traceError(new TypeError('x is not a function')),
      /^TypeError: x is not a function\n\s+at /,
    ));

  it('is what happened and what to do of one that is explained, and no more', () =>
    assert.equal(
      traceError(new AccessError('It is locked.', { hint: 'Unlock it.' })),
      'It is locked. Unlock it.',
    ));

  it('is the text of anything else that is thrown', () => assert.equal(traceError('odd'), 'odd'));
});
