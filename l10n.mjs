// Collects the texts of `vscode.l10n.t` into l10n/bundle.l10n.json, for translators: `npm run generate:l10n`.
// `node l10n.mjs --print` writes nothing, for a test to compare.
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import ts from 'typescript';

/** The texts that the code hands to `vscode.l10n.t`, sorted. */
function textsIn(files) {
  const texts = new Set();
  for (const file of files) {
    const visit = (node) => {
      if (ts.isCallExpression(node) && node.expression.getText(source).endsWith('l10n.t'))
        texts.add(textOf(node, file));
      ts.forEachChild(node, visit);
    };
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
    visit(source);
  }
  return [...texts].sort();
}

function textOf({ arguments: [text] }, file) {
  if (text !== undefined && ts.isStringLiteralLike(text)) return text.text;
  throw new Error(`${file}: the text of l10n.t is to be written there, so that it can be translated.`);
}

const texts = textsIn(globSync('src/**/*.ts'));
const bundle = `${JSON.stringify(Object.fromEntries(texts.map((text) => [text, text])), null, 2)}\n`;
if (process.argv.includes('--print')) process.stdout.write(bundle);
else writeFileSync('l10n/bundle.l10n.json', bundle);
