import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';

const ROOT = new URL('../../', import.meta.url);
const README = readFileSync(new URL('README.md', ROOT), 'utf8');

/** The sentences that the troubleshooting in README begins its lines with. */
function sentences(): string[] {
  const [, section = ''] = /## Troubleshooting\n([\s\S]*?)\n## /.exec(README) ?? [];
  const rows = section.split('\n').filter((line) => line.startsWith('| '));
  return rows.slice(2).map((row) => (row.split('|')[1] ?? '').trim().replace(/\s*…$/, ''));
}

describe('The troubleshooting in README', () => {
  it('goes by sentences that the code still says', () => {
    const code = globSync('src/**/*.ts', { cwd: ROOT }).map((file) =>
      readFileSync(new URL(file, ROOT), 'utf8'),
    );
    const said = sentences();
    assert.ok(said.length > 10);
    assert.deepEqual(
      said.filter((sentence) => !code.some((text) => text.includes(sentence))),
      [],
    );
  });
});

describe('README', () => {
  it('has every heading that it links to', () => {
    const headings = [...README.matchAll(/^#+ (.*)$/gm)].map(([, text = '']) =>
      text
        .toLowerCase()
        .replace(/[^\w\s-]/g, '')
        .replaceAll(' ', '-'),
    );
    for (const [, target = ''] of README.matchAll(/\]\(#([^)]+)\)/g))
      assert.ok(headings.includes(target), target);
  });

  it('has every picture that it shows', () => {
    const pictures = [...README.matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map(([, file = '']) => file);
    assert.ok(pictures.length > 5);
    for (const file of pictures) assert.ok(existsSync(new URL(file, ROOT)), file);
  });
});
