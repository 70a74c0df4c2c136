// The entry of the tests in the extension host: VS Code calls run(). esbuild bundles every test/host/*.ts into
// out/test/host/*.cjs (vscode and mocha stay outside); this module runs all the *.test.cjs files beside it.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { print } from './support/print.ts';

const { LOGTO_ACCESS_GREP } = process.env;
const REPORTER = pathToFileURL(path.join(__dirname, '../../../test/results.mjs')).href;

async function createMocha(): Promise<Mocha> {
  // Mocha is an ES module, so it cannot be required by a bundle in CommonJS.
  const { default: MochaRunner } = await import('mocha');
  const { default: reporter } = (await import(REPORTER)) as { default: Mocha.ReporterConstructor };
  MochaRunner.reporters.Base.consoleLog = print;
  const grep = LOGTO_ACCESS_GREP === undefined ? {} : { grep: LOGTO_ACCESS_GREP };
  return new MochaRunner({
    ui: 'bdd',
    timeout: 180_000,
    color: false,
    reporter,
    forbidOnly: process.env['CI'] !== undefined,
    ...grep,
  });
}

export async function run(): Promise<void> {
  const mocha = await createMocha();
  const files = readdirSync(__dirname).filter((name) => name.endsWith('.test.cjs'));
  if (files.length === 0) throw new Error(`There are no tests in ${__dirname}`);
  for (const name of files.sort()) mocha.addFile(path.join(__dirname, name));
  await mocha.loadFilesAsync();
  await new Promise<void>((resolve, reject) => {
    mocha.run((failures) => {
      if (failures > 0) reject(new Error(`${failures} tests failed`));
      else resolve();
    });
  });
}
