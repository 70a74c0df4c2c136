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
  sqlite: { name: 'node:sqlite', message: 'Only src/snapshot knows SQL.' },
  keytar: {
    name: 'keytar',
    allowTypeImports: true,
    message: 'Only src/credentials/keychain.ts loads the native keychain module.',
  },
};

/** A zone forbids `folders` (siblings under src/) and every owner that is not named in `owns`. */
function zone(files, { owns = [], folders = [], ignores = [] }) {
  const paths = Object.entries(OWNERS)
    .filter(([owner]) => !owns.includes(owner))
    .map(([, path]) => path);
  const patterns = folders.map((folder) => ({
    group: [`**/${folder}/**`, `../${folder}/**`],
    message: `Arrows run down only: this folder must not know ${folder}/.`,
  }));
  return {
    files,
    ignores,
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { paths, patterns }] },
  };
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
    files: ['test/**/*.ts'],
    rules: {
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      // mocha's describe/it and node:assert's async helpers read best without ceremony
      '@typescript-eslint/no-confusing-void-expression': 'off',
    },
  },
  zone(['src/errors.ts', 'src/snapshot/**'], {
    owns: ['sqlite'],
    folders: ['vscode', 'sync', 'access', 'changes', 'c1', 'credentials', 'demo', 'logto'],
  }),
  zone(['src/logto/**'], {
    owns: ['axios'],
    folders: ['vscode', 'sync', 'access', 'changes', 'c1', 'credentials', 'demo', 'snapshot'],
  }),
  zone(['src/sync/**'], { folders: ['vscode', 'access', 'changes', 'c1', 'credentials', 'demo'] }),
  zone(['src/access/**'], { folders: ['vscode', 'sync', 'changes', 'c1', 'credentials', 'demo', 'logto'] }),
  zone(['src/changes/**'], { folders: ['vscode', 'sync', 'c1', 'credentials', 'demo', 'logto'] }),
  zone(['src/c1/**'], { folders: ['vscode', 'sync', 'access', 'changes', 'credentials', 'demo', 'logto'] }),
  zone(['src/credentials/**'], {
    folders: ['vscode', 'sync', 'access', 'changes', 'c1', 'demo', 'snapshot'],
    ignores: ['src/credentials/keychain.ts'],
  }),
  zone(['src/credentials/keychain.ts'], {
    owns: ['keytar'],
    folders: ['vscode', 'sync', 'access', 'changes', 'c1', 'demo', 'snapshot'],
  }),
  zone(['src/demo/**'], {
    folders: ['vscode', 'sync', 'access', 'changes', 'c1', 'credentials', 'logto', 'snapshot'],
  }),
  zone(['src/cli.ts', 'src/cli/**', 'src/worker.ts'], { folders: ['vscode'] }),
  zone(['src/vscode/**', 'src/extension.ts'], { owns: ['vscode'] }),
);
