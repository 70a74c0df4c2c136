import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

interface Command {
  readonly command: string;
  readonly title: string;
  readonly icon?: string;
}

interface Entry {
  readonly command?: string;
  readonly group?: string;
}

const read = (file: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8'));

const { contributes } = read('package.json') as {
  contributes: { commands: readonly Command[]; menus: Readonly<Record<string, readonly Entry[]>> };
};
const texts = read('package.nls.json') as Readonly<Record<string, string>>;
const titleOf = ({ title }: Command): string => texts[title.replaceAll('%', '')] ?? '';

/** The groups of menus whose entries are drawn as an icon, with the title for a label. */
const ICONS: Readonly<Record<string, RegExp>> = {
  'view/title': /^navigation/,
  'editor/title': /^navigation/,
  'view/item/context': /^inline/,
};

/** The commands that are shown as an icon only somewhere. */
const shown = Object.entries(ICONS).flatMap(([menu, group]) =>
  (contributes.menus[menu] ?? []).filter((entry) => group.test(entry.group ?? '')),
);
const actions = new Set(shown.map(({ command }) => command));

describe('An action that is an icon only', () => {
  it('is there, and is a command that is contributed', () => {
    assert.ok(actions.size > 15, `${actions.size} actions`);
    for (const action of actions) assert.ok(contributes.commands.some(({ command }) => command === action));
  });

  for (const command of contributes.commands.filter(({ command }) => actions.has(command)))
    it(`has an icon of the theme and a label that says what it does: ${titleOf(command)}`, () => {
      assert.match(command.icon ?? '', /^\$\([a-z0-9-]+\)$/);
      assert.match(titleOf(command), /^[A-Z][a-z]{2,}( |…$|$)/);
    });

  it('has a label of its own', () => {
    const ofAction = new Map<string, string[]>();
    for (const command of contributes.commands)
      ofAction.set(titleOf(command), [...(ofAction.get(titleOf(command)) ?? []), command.command]);
    for (const [title, commands] of ofAction)
      if (commands.some((command) => actions.has(command))) assert.equal(commands.length, 1, title);
  });
});
