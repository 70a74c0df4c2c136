import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ESLint, Linter } from 'eslint';
import tseslint from 'typescript-eslint';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const RULE = '@typescript-eslint/no-restricted-imports';

/** What each folder may know of the others; an arrow that is not here runs up, or across. */
const MAY: Readonly<Record<string, readonly string[]>> = {
  demo: [],
  snapshot: [],
  logto: [],
  sync: ['logto', 'snapshot'],
  access: ['snapshot'],
  changes: ['findings', 'policy', 'snapshot'],
  findings: ['snapshot'],
  tools: ['access', 'changes', 'findings', 'snapshot'],
  policy: ['findings', 'snapshot'],
  c1: ['snapshot'],
  credentials: ['logto'],
  jobs: ['sync', 'access', 'changes', 'findings', 'policy', 'c1', 'snapshot'],
  webview: ['access'],
  cli: [
    ...['jobs', 'sync', 'tools', 'access', 'changes', 'findings', 'policy'],
    ...['c1', 'demo', 'logto', 'snapshot'],
  ],
  vscode: [
    ...['jobs', 'sync', 'tools', 'access', 'changes', 'findings', 'policy'],
    ...['c1', 'credentials', 'demo', 'logto', 'snapshot'],
  ],
};
const FOLDERS = Object.keys(MAY);

describe('The lint zones', function () {
  const eslint = new ESLint({ cwd: ROOT });

  /** Whether the lint rule of a file lets it have one import. */
  async function allows(file: string, code: string): Promise<boolean> {
    const { rules } = (await eslint.calculateConfigForFile(file)) as Linter.Config;
    const messages = new Linter().verify(code, {
      plugins: { '@typescript-eslint': tseslint.plugin },
      languageOptions: { parser: tseslint.parser },
      rules: { [RULE]: rules?.[RULE] ?? 'off' },
    });
    assert.ok(messages.every(({ ruleId }) => ruleId === RULE));
    return messages.length === 0;
  }

  /** Those of the folders that a file may import. */
  async function known(file: string, up: string): Promise<string[]> {
    const allowed = [];
    for (const folder of FOLDERS)
      if (await allows(file, `import { a } from '${up}${folder}/a.ts';`)) allowed.push(folder);
    return allowed.sort();
  }

  it('know every folder', () => {
    const folders = readdirSync(`${ROOT}src`, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    assert.deepEqual(folders.map(({ name }) => name).sort(), FOLDERS.toSorted());
  });

  for (const [folder, may] of Object.entries(MAY))
    it(`let ${folder}/ know ${may.join(', ') || 'nothing'}`, async () => {
      assert.deepEqual(await known(`src/${folder}/a.ts`, '../'), may.toSorted());
      assert.deepEqual(await known(`src/${folder}/a/b.ts`, '../../'), may.toSorted());
      for (const entry of ['cli', 'extension', 'worker'])
        assert.ok(!(await allows(`src/${folder}/a.ts`, `import '../${entry}.ts';`)), entry);
      for (const shared of ['errors', 'words'])
        assert.ok(await allows(`src/${folder}/a.ts`, `import { a } from '../${shared}.ts';`), shared);
    });

  it('let the files at the top know what they start, and the shared ones nothing', async () => {
    const top = { errors: [], words: [], cli: ['cli'], worker: ['jobs'], extension: ['vscode'] };
    for (const [file, may] of Object.entries(top)) assert.deepEqual(await known(`src/${file}.ts`, './'), may);
  });

  it('let jobs/ name the types of logto/', async () => {
    assert.ok(await allows('src/jobs/run.ts', "import type { RawPage } from '../logto/client.ts';"));
  });

  for (const [module, owner] of [
    ['vscode', 'src/vscode/a.ts'],
    ['axios', 'src/logto/a.ts'],
    ['node:sqlite', 'src/snapshot/a.ts'],
    ['keytar', 'src/credentials/keychain.ts'],
  ] as const)
    it(`let ${owner} alone import ${module}`, async () => {
      const code = `import { a } from '${module}';`;
      const others = [
        'src/errors.ts',
        'src/words.ts',
        'src/cli.ts',
        ...FOLDERS.map((name) => `src/${name}/a.ts`),
      ];
      assert.ok(await allows(owner, code));
      for (const file of others) assert.equal(await allows(file, code), file === owner, file);
    });

  it('let the files of a .c1z that is written and read import node:sqlite too', async () => {
    const code = "import { a } from 'node:sqlite';";
    assert.ok(await allows('src/c1/read/c1zFile.ts', code));
    assert.ok(await allows('src/c1/c1z/database.ts', code));
    assert.ok(!(await allows('src/c1/read/a.ts', code)));
  });
});
