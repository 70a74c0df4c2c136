import assert from 'node:assert/strict';
import MarkdownIt from 'markdown-it';
import type { TenantData } from '../../src/demo/data/tenant.ts';
import type { Table } from '../../src/demo/data/table.ts';

/** Names that somebody may give themselves, or an organization, to make a tool do something. */
export const HOSTILE_NAMES: readonly string[] = [
  '[click](command:workbench.action.quit)',
  '[docs](https://evil.example "title")',
  'see https://evil.example/?q=1 or www.evil.example',
  '<https://evil.example>',
  '![image](https://evil.example/track.png)',
  '<img src=x onerror=alert(1)><script>alert(1)</script>',
  '$(trash) $(sync~spin) $(x)',
  '**bold** _it_ `code` ~~gone~~ # heading | cell |',
  'two\n# lines\r\n- of\u2028Markdown\u2029 ',
  '\u001b[31mred\u001b[0m\u001b]8;;https://evil.example\u0007link\u001b]8;;\u0007\u001b[2J',
  'abc\u202egnp.exe\u202c \u2066hidden\u2069 \u200e\u200f\u061c',
  '&lt;b&gt; &#91;x&#93; \\[y\\](command:z)',
  'a\0b\tc\bd\u007f\u009b31m',
  `${'very '.repeat(400)}long`,
];

/** Gives everything in a tenant that has a name one of these, beginning with `first`, and descriptions too. */
export function makeHostile(data: TenantData, first = 0): void {
  let next = first;
  const name = (): string => HOSTILE_NAMES[next++ % HOSTILE_NAMES.length] ?? '';
  const rename = <Row extends { readonly id: string }>(
    table: Pick<Table<Row>, 'list' | 'update'>,
    changes: () => Partial<Row>,
  ): void => {
    for (const { id } of [...table.list()]) table.update(id, changes());
  };
  rename(data.users, () => ({ name: name(), primaryEmail: name(), username: name() }));
  for (const table of [data.organizations, data.organizationRoles, data.organizationScopes, data.roles])
    rename(
      table as Pick<Table<{ id: string; name: string; description: string }>, 'list' | 'update'>,
      () => ({
        ...{ name: name(), description: name() },
      }),
    );
  const scopes = { list: () => data.scopes.list().filter((one) => one.name !== 'all') }; // it opens the Management API
  rename({ ...scopes, update: (id, changes) => data.scopes.update(id, changes) }, () => ({ name: name() }));
  rename(data.resources, () => ({ name: name() }));
  rename(data.applications, () => ({ name: name(), description: name() }));
  rename(data.invitations, () => ({ invitee: name() }));
}

const CONTROL =
  /[\0-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;

/** Asserts that text of one or more lines steers neither a terminal nor the order of letters. */
export function assertInert(text: string, where: string): void {
  const at = text.search(CONTROL);
  assert.equal(at, -1, `${where}: ${JSON.stringify(text.slice(Math.max(0, at - 40), at + 40))}`);
}

/** Asserts the same of what has one line only. */
export function assertInertLine(text: string, where: string): void {
  assertInert(text, where);
  assert.doesNotMatch(text, /\n/, `${where}: ${JSON.stringify(text)}`);
}

const markdown = new MarkdownIt({ html: true, linkify: true });
markdown.linkify.set({ fuzzyLink: true, fuzzyEmail: false });

/** What Markdown text must not become, by a parser's names: whatever goes or comes from somewhere. */
const ACTIVE = ['link_open', 'image', 'html_inline', 'html_block'];

/**
 * Asserts that Markdown has no link, picture or HTML beyond the addresses that are allowed, which our own text may
 * lead to. Commands count as addresses.
 */
export function assertInertMarkdown(text: string, where: string, allowed: RegExp = /^$/): void {
  assertInert(text, where);
  const tokens = markdown.parse(text, {}).flatMap((token) => [token, ...(token.children ?? [])]);
  const found = tokens.filter(({ type }) => ACTIVE.includes(type));
  const forbidden = found.filter((token) => !allowed.test(token.attrGet('href') ?? token.content));
  assert.deepEqual(
    forbidden.map(({ type, content, attrs }) => ({ type, content, attrs })),
    [],
    `${where}: ${text.slice(0, 400)}`,
  );
}

/** Asserts that no icon is drawn where VS Code draws `$(icons)`, but for those of our own at the beginning. */
export function assertNoIcon(text: string, where: string): void {
  const ours = text.replace(/^\$\([a-z-]+(~spin)?\) /, '');
  assert.doesNotMatch(ours, /(?<!\\)\$\([A-Za-z0-9-]+(~[A-Za-z]+)?\)/, where);
}

/** Asserts that a message of VS Code has no link, of which commands are one kind. */
export function assertNoLink(text: string, where: string): void {
  assert.doesNotMatch(text, /\[[^\]]+\]\((https?:\/\/|command:|file:)/i, where);
}
