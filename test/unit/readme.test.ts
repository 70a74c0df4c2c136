import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { parsePolicy } from '../../src/policy/parse.ts';

const ROOT = new URL('../../', import.meta.url);
const README = readFileSync(new URL('README.md', ROOT), 'utf8');

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

  it('has a policy as an example that is taken as it stands, and as VS Code wants it', () => {
    const [, policy = ''] = /```jsonc\n(.*?)```/s.exec(README) ?? [];
    const { assertions, errors } = parsePolicy(policy);
    assert.deepEqual([assertions.length, errors], [5, []]);
    assert.doesNotMatch(policy, /,\s*[}\]]/); // it warns of trailing commas
  });

  it('lists every command that has an argument and a result', () => {
    const contract = readFileSync(new URL('src/vscode/contract.ts', ROOT), 'utf8');
    const commands = [...contract.matchAll(/^ {2}'logtoAccess\.(\w+)': \{/gm)].map(([, name = '']) => name);
    assert.ok(commands.length > 15);
    for (const name of commands) assert.match(README, new RegExp(`^[|].*[.\\x60]${name}\\x60`, 'm'), name);
  });
});
