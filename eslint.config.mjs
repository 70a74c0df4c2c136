import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Imports that only some folders may have, so that arrows run down only (see README, "How it is built"). */
const OWNERS = {
  vscode: {
    name: 'vscode',
    allowTypeImports: true,
    message: 'Only src/vscode and src/extension.ts touch VS Code at run time.',
  },
  axios: { name: 'axios', message: 'Only src/logto sends requests.' },
  sqlite: { name: 'node:sqlite', message: 'Only src/snapshot and the two files for a .c1z open databases.' },
  keytar: {
    name: 'keytar',
    allowTypeImports: true,
    message: 'Only src/credentials/keychain.ts loads the native keychain module.',
  },
};

const FOLDERS = [
  ...['vscode', 'webview', 'cli', 'jobs', 'sync', 'tools', 'access', 'changes', 'findings', 'policy'],
  ...['c1', 'credentials', 'demo', 'logto', 'snapshot'],
];
const allBut = (...names) => FOLDERS.filter((folder) => !names.includes(folder));

/** A .c1z is a database of another program. */
const C1Z_DATABASES = ['src/c1/c1z/database.ts', 'src/c1/read/c1zFile.ts'];

const ENTRY = {
  regex: String.raw`^(\.\./)+(extension|cli|worker)\.ts$`,
  message: 'Nobody imports an entry point.',
};

/** Forbids what lies in these folders, from however deep it is imported. */
function forbid(folders, options) {
  return {
    regex: String.raw`^(\.\.?/)+(${folders.join('|')})/`,
    message: 'Arrows run down only: this folder must not know that one.',
    ...options,
  };
}

/**
 * A zone may import the folders in `may`, those in `types` as types only, and the owners in `owns`; all others are
 * forbidden. errors.ts and words.ts are for everybody.
 */
function zone(files, { may = [], types = [], owns = [], ignores = [] } = {}) {
  const paths = Object.entries(OWNERS)
    .filter(([owner]) => !owns.includes(owner))
    .map(([, path]) => path);
  const patterns = [forbid(allBut(...may, ...types)), ENTRY];
  if (types.length > 0) patterns.push(forbid(types, { allowTypeImports: true }));
  return {
    files,
    ignores,
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { paths, patterns }] },
  };
}

/** Where VS Code draws links, commands and icons of text, which names must not become: the one file that may fill it. */
const DRAWN = {
  'src/vscode/say.ts': ['/^show(Information|Warning|Error)Message$/', 'Say it by say.ts'],
  'src/vscode/commands/askText.ts': ['/^(show|create)InputBox$/', 'Ask by askText.ts'],
  'src/vscode/ask/choose.ts': ['showQuickPick', 'Let choose by choose.ts'],
};

function throughOneFile(files, owned) {
  const rules = Object.entries(DRAWN).filter(([file]) => !owned.includes(file));
  const forbidden = rules.map(([, [name, instead]]) => ({
    selector: `MemberExpression[property.name=${name}]`,
    message: `${instead}: VS Code draws links or icons of what a name may hold.`,
  }));
  return { files, rules: { 'no-restricted-syntax': ['error', ...forbidden] } };
}

export default defineConfig(
  { ignores: ['dist', 'out', 'node_modules', 'test/editor/node_modules', 'src/c1/gen'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { project: './tsconfig.json' } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['src/webview/**/*.ts'],
    languageOptions: { parserOptions: { project: './src/webview/tsconfig.json' } },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      // mocha's describe/it and node:assert's async helpers read best without ceremony
      '@typescript-eslint/no-confusing-void-expression': 'off',
    },
  },
  zone(['src/errors.ts', 'src/words.ts', 'src/demo/**']),
  zone(['src/snapshot/**'], { owns: ['sqlite'] }),
  zone(['src/logto/**'], { owns: ['axios'] }),
  zone(['src/sync/**'], { may: ['logto', 'snapshot'] }),
  zone(['src/access/**', 'src/findings/**', 'src/c1/**'], {
    may: ['snapshot'],
    ignores: C1Z_DATABASES,
  }),
  zone(['src/tools/**'], { may: ['access', 'changes', 'findings', 'snapshot'] }),
  zone(['src/policy/**'], { may: ['findings', 'snapshot'] }),
  zone(['src/changes/**'], { may: ['findings', 'policy', 'snapshot'] }),
  zone(C1Z_DATABASES, { may: ['snapshot'], owns: ['sqlite'] }),
  zone(['src/credentials/**'], { may: ['logto'], ignores: ['src/credentials/keychain.ts'] }),
  zone(['src/credentials/keychain.ts'], { may: ['logto'], owns: ['keytar'] }),
  zone(['src/jobs/**'], {
    may: ['sync', 'access', 'changes', 'findings', 'policy', 'c1', 'snapshot'],
    types: ['logto'],
  }),
  zone(['src/worker.ts'], { may: ['jobs'] }),
  zone(['src/cli/**'], { may: allBut('cli', 'vscode', 'webview', 'credentials') }),
  zone(['src/cli.ts'], { may: ['cli'] }),
  zone(['src/vscode/**'], { may: allBut('cli', 'vscode', 'webview'), owns: ['vscode'] }),
  zone(['src/webview/**'], { may: ['access'] }),
  throughOneFile(['src/vscode/**'], []),
  ...Object.keys(DRAWN).map((file) => throughOneFile([file], [file])),
  zone(['src/extension.ts'], { may: ['vscode'], owns: ['vscode'] }),
);
