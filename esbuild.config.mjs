import { cpSync, globSync, readFileSync, rmSync } from 'node:fs';
import { context, build } from 'esbuild';

// `node esbuild.config.mjs` builds the extension; `host` the tests that run inside VS Code, `bench` the benchmarks; `--watch` keeps building.
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const watch = process.argv.includes('--watch');

/** A native module cannot be bundled: keytar's JavaScript and its prebuilt binaries lie beside the bundle instead. */
const keytarBesideBundle = {
  name: 'keytar-beside-bundle',
  setup({ onResolve }) {
    onResolve({ filter: /^keytar$/ }, () => ({ path: './keytar/lib/keytar.js', external: true }));
  },
};

/** The SDK of MCP brings a validator for forms that servers let people fill in; ours never does. */
const noForms = {
  name: 'no-forms',
  setup({ onLoad }) {
    onLoad({ filter: /@modelcontextprotocol[\\/]sdk[\\/].*[\\/]ajv-provider\.js$/ }, () => ({
      contents: 'export class AjvJsonSchemaValidator {}',
    }));
  },
};

function copyKeytar() {
  for (const part of ['package.json', 'LICENSE.md', 'lib', 'prebuilds']) {
    cpSync(`node_modules/keytar/${part}`, `dist/keytar/${part}`, { recursive: true });
  }
}

const common = {
  bundle: true,
  platform: 'node',
  target: 'node22',
  sourcemap: 'linked',
  sourcesContent: false,
  // Not identifiers: error names and stacks stay readable, and functions need not be named anew each time one is made.
  minifyWhitespace: !watch,
  minifySyntax: !watch,
  define: { VERSION: JSON.stringify(version) },
  external: ['vscode'],
  // its main file is made for loaders that esbuild does not follow
  alias: { 'jsonc-parser': './node_modules/jsonc-parser/lib/esm/main.js' },
  plugins: [keytarBesideBundle, noForms],
  logLevel: 'warning',
};

/** axios and its dependencies call require(), which an ES module has to make for itself. */
const banner = {
  js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
};

/** What the three have in common, and what is only loaded where it is needed, lies in chunks beside them. */
const bundles = [
  {
    ...common,
    entryPoints: ['src/extension.ts', 'src/worker.ts', 'src/cli.ts'],
    outdir: 'dist',
    format: 'esm',
    splitting: true,
    chunkNames: '[name]-[hash]',
    banner,
  },
];

/** The page of the access map, which runs in a browser: one script, loaded when the map is opened. */
const page = {
  ...common,
  entryPoints: { map: 'src/webview/main.ts' },
  outdir: 'dist/webview',
  platform: 'browser',
  target: 'chrome134', // of the oldest VS Code that is supported
  format: 'iife',
  minifyIdentifiers: !watch,
  external: [],
  plugins: [],
};
const pageStyle = { ...page, entryPoints: { map: 'src/webview/map.css' } };

/** Tests that run inside the extension host, one bundle a file, for `test/host/index.ts` to find. */
const hostTests = {
  ...common,
  minifyWhitespace: false,
  minifySyntax: false,
  entryPoints: globSync('test/host/*.ts'),
  outdir: 'out/test/host',
  outExtension: { '.js': '.cjs' },
  format: 'cjs',
  external: ['vscode', 'mocha'],
  define: { ...common.define, 'import.meta.url': 'fileUrl' }, // CommonJS has none
  banner: { js: "const fileUrl = require('node:url').pathToFileURL(__filename).href;" },
};

/** Benchmarks run from bundles as the product does, without the memory that reading TypeScript takes. */
const benchmarks = {
  ...common,
  minifyWhitespace: false,
  minifySyntax: false,
  entryPoints: [
    'run',
    'tenantServer',
    'browseProcess',
    'syncProcess',
    'exportProcess',
    'diffProcess',
    'findingsProcess',
  ].map((name) => `test/bench/${name}.ts`),
  outdir: 'out/bench',
  outExtension: { '.js': '.mjs' },
  format: 'esm',
  banner,
};

/** What measures an activation, and how soon commands answer, runs inside the extension host. */
const hostProbes = {
  ...hostTests,
  entryPoints: ['test/bench/activationProbe.ts', 'test/bench/responsiveProbe.ts'],
  outdir: benchmarks.outdir,
};

/** The large tenant runs beside the tests in a process of its own. */
const hostTenant = { ...benchmarks, entryPoints: ['test/bench/tenantServer.ts'], outdir: hostTests.outdir };

if (process.argv.includes('bench')) {
  await Promise.all([build(benchmarks), build(hostProbes)]);
} else if (process.argv.includes('host')) {
  rmSync(hostTests.outdir, { recursive: true, force: true });
  await Promise.all([build(hostTests), build(hostTenant)]);
} else {
  rmSync('dist', { recursive: true, force: true });
  for (const options of [...bundles, page, pageStyle])
    await (watch ? (await context(options)).watch() : build(options));
  copyKeytar();
}
