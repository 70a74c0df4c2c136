import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

function textOf(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

/** The messages that the README's troubleshooting quotes, with `…` for what differs. */
function quoted(): string[] {
  const [, section = ''] = textOf('README.md').split('## Troubleshooting');
  const [table = ''] = section.split('_Test Connection_');
  const cells = [...table.matchAll(/^\| (.+?) +\| /gm)].map(([, cell = '']) => cell).slice(2);
  return cells.flatMap((cell) => cell.split(' · '));
}

describe('The troubleshooting of the README', () => {
  it('quotes messages as they are told', () => {
    const told = Object.keys(JSON.parse(textOf('l10n/bundle.l10n.json')) as object).map((text) =>
      text.replaceAll(/\{\d+\}/g, '…'),
    );
    assert(quoted().length > 30);
    assert.deepEqual(
      quoted().filter((message) => !told.some((text) => text.includes(message))),
      [],
    );
  });
});
