import assert from 'node:assert/strict';
import { pictureName } from '../../../../src/vscode/map/pictureName.ts';

describe('The name that a picture of a map is saved under', () => {
  it('is what it is of, without what no file may be called', () => {
    assert.equal(pictureName('Harbour & Pine', 'svg'), 'Harbour  Pine.svg');
    assert.equal(pictureName('A/c\u202eme', 'png'), 'Ac me.png');
    for (const name of ['', '???', ' / ']) assert.equal(pictureName(name, 'svg'), 'access.svg');
  });

  it('is short enough for every file system, in whole letters, whatever their alphabet', () => {
    for (const letter of ['W', 'é', '株', '𠮷']) {
      const name = pictureName(letter.repeat(128), 'png');
      assert.ok(Buffer.byteLength(name) <= 143, `${Buffer.byteLength(name)} bytes`);
      assert.match(name, new RegExp(`^(${letter}){30,}\\.png$`, 'u'));
    }
  });
});
