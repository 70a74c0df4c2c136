// Collects the texts of `vscode.l10n.t` and of the tag `sentence` into l10n/bundle.l10n.json, for translators: `npm run generate:l10n`.
// `node l10n.mjs --print` writes nothing, for a test to compare.
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import ts from 'typescript';

/** The texts that the code hands to `vscode.l10n.t`, and those that it does not say itself, sorted. */
function textsIn(files) {
  const texts = new Set();
  for (const file of files) {
    const visit = (node) => {
      if (ts.isCallExpression(node) && node.expression.getText(source).endsWith('l10n.t')) {
        if (!isSentence(node)) texts.add(textOf(node, file));
      } else if (ts.isTaggedTemplateExpression(node) && node.tag.getText(source) === 'sentence')
        texts.add(templateOf(node));
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

/** What is collected where the sentence is written. */
function isSentence({ arguments: [text] }) {
  return text !== undefined && ts.isPropertyAccessExpression(text) && text.name.text === 'template';
}

/** As `sentence` makes it: a number in braces for each value. */
function templateOf({ template }) {
  if (ts.isNoSubstitutionTemplateLiteral(template)) return template.text;
  return (
    template.head.text + template.templateSpans.map(({ literal }, at) => `{${at}}${literal.text}`).join('')
  );
}

const texts = textsIn(globSync('src/**/*.ts'));
const bundle = `${JSON.stringify(Object.fromEntries(texts.map((text) => [text, text])), null, 2)}\n`;
if (process.argv.includes('--print')) process.stdout.write(bundle);
else writeFileSync('l10n/bundle.l10n.json', bundle);
