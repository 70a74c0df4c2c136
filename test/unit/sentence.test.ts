import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lockedOrMissing } from '../../src/credentials/keychainFailures.ts';
import { AccessError, CancelledError, describeError } from '../../src/errors.ts';
import { receiveError, sendError } from '../../src/jobs/protocol.ts';
import { networkFailure } from '../../src/logto/networkFailures.ts';
import { tokenWithoutScope } from '../../src/logto/tokenFailures.ts';
import { inEnglish, sentence, withText, type Said } from '../../src/sentence.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const CHINESE = JSON.parse(readFileSync(join(ROOT, 'l10n/bundle.l10n.zh-cn.json'), 'utf8')) as Record<
  string,
  string
>;

/** As VS Code says it: the bundle's text, or the English one, with what stands in it. */
function inChinese(said: Said): string {
  if (typeof said === 'string') return said;
  return inEnglish({ template: CHINESE[said.template] ?? said.template, args: said.args.map(inChinese) });
}

/** An error as it comes out of the worker thread. */
function acrossThreads(error: unknown): Error {
  return receiveError(structuredClone(sendError(error)));
}

describe('A sentence', () => {
  it('has numbered places for what stands in it, and is whole in English', () => {
    const said = sentence`${'a.snapshot'} cannot be written: ${sentence`the disk is full`}.`;
    assert.equal(said.template, '{0} cannot be written: {1}.');
    assert.equal(inEnglish(said), 'a.snapshot cannot be written: the disk is full.');
  });

  it('fills in what looks like a place as it is', () => {
    assert.equal(inEnglish(sentence`There is no file ${'{1} $& {0}'}${2}.`), 'There is no file {1} $& {0}2.');
  });

  it('may name another file than the one that it was made for', () => {
    const said = sentence`There is no file ${'/tmp/copy'}.`;
    assert.equal(inEnglish(withText(said, '/tmp/copy', 'memfs:/a')), 'There is no file memfs:/a.');
  });
});

describe('An error in another language', () => {
  it('is told with what to do, in Chinese, also from the worker thread', () => {
    for (const error of [tokenWithoutScope(), acrossThreads(tokenWithoutScope())])
      assert.equal(
        describeError(error, inChinese),
        '该应用无权访问 Management API。 请为它分配角色“Logto Management API access”：Logto Console > Applications > 您的机器对机器应用 > Roles，然后重新连接。',
      );
  });

  it('names what it is about as it is called', () => {
    assert.match(
      describeError(lockedOrMissing('{0} Acme'), inChinese),
      /^钥匙串没有给出 \{0\} Acme 的 App Secret/,
    );
    const refused = Object.assign(new Error('no'), { code: 'EAI_AGAIN' });
    const offline = networkFailure(refused, 'https://acme.logto.app');
    assert.match(describeError(offline, inChinese), /^本机已离线：无法解析或访问 acme\.logto\.app。/);
  });

  it('stays English where nobody translates it: in `message`, `hint` and on the command line', () => {
    const error = acrossThreads(tokenWithoutScope());
    assert(error instanceof AccessError);
    assert.equal(error.message, 'The application has no access to the Management API.');
    assert.equal(describeError(error), `${error.message} ${error.hint}`);
  });

  it('is still a cancel when it was one', () => {
    assert(acrossThreads(new CancelledError()) instanceof CancelledError);
  });

  it('can be made of every error of the engine: each is a `sentence`, as is what to do', () => {
    const untold = globSync('src/**/*.ts', { cwd: ROOT })
      .filter((file) => !/^src\/(vscode|cli|tools)\//.test(file.replaceAll('\\', '/')))
      .flatMap((file) => {
        const text = readFileSync(join(ROOT, file), 'utf8');
        const found = text.match(/(new \w*(Error|NotWritten)\(\s*|\bhint: ?)['"`].*/g) ?? [];
        return found
          .filter((line) => !/^new (Type|Range|Syntax)?Error\(/.test(line))
          .map((line) => `${file}: ${line}`);
      });
    assert.deepEqual(untold, []);
  });
});
