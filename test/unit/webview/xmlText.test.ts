import assert from 'node:assert/strict';
import { HOSTILE_NAMES } from '../../support/hostileNames.ts';
import { xmlText } from '../../../src/webview/xmlText.ts';

describe('The text of a picture', () => {
  it('has no character that no XML may have, which one name is enough to bring', () => {
    assert.equal(xmlText('<t>Ada\uffff Love\ufffelace\u0000\u001b\ud800</t>'), '<t>Ada Lovelace</t>');
    for (const name of HOSTILE_NAMES)
      assert.doesNotMatch(xmlText(name), /[\0-\u0008\u000b\u000c\u000e-\u001f]/);
  });

  it('keeps whatever else a name has', () => {
    for (const name of ['👩‍👩‍👧‍👦 é', 'שלום עולם', '株式会社', 'a\tb\nc\r', '\ufffd\u{10ffff}'])
      assert.equal(xmlText(name), name);
  });
});
