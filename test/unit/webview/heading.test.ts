import assert from 'node:assert/strict';
import { headingLines, wrapped } from '../../../src/webview/headingWords.ts';
import { shownWords } from '../../../src/webview/matrixWords.ts';

describe('The heading of a picture that is saved', () => {
  it('says what it is of and as of when, what it shows, and what the snapshot lacks', () => {
    const crumbs = ['Demo', 'Acme'].map((label) => ({ label, place: { view: 'matrix' } as const }));
    const words = ['Members by roles', shownWords('Showing 3 of 67 members', ' agnes')];
    assert.deepEqual(
      headingLines({ crumbs, source: 'as of Nov 24, 09:30' }, words, ['2 members are missing: 500']),
      [
        'Demo › Acme',
        'Members by roles, as of Nov 24, 09:30',
        'Showing 3 of 67 members, filtered by “agnes”; the numbers below the roles are of all',
        'The snapshot lacks: 2 members are missing: 500',
      ],
    );
    assert.equal(shownWords('67 members', ''), '67 members');
  });

  it('has lines that are no wider than the picture, of words that stay whole where they can', () => {
    const width = ({ length }: string): number => length;
    assert.deepEqual(wrapped('some members of Acme are missing', 12, width), [
      'some members',
      'of Acme are',
      'missing',
    ]);
    assert.deepEqual(wrapped('short', 12, width), ['short']);
    assert.deepEqual(wrapped('a verylongword b', 5, width), ['a ver', 'ylong', 'word', 'b']);
  });
});
