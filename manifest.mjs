// Writes what the tools of src/tools are and take into package.json, where VS Code reads it: `npm run generate:tools`.
import { readFileSync, writeFileSync } from 'node:fs';
import { contributedTools } from './src/tools/manifest.ts';

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
manifest.contributes.languageModelTools = contributedTools();
writeFileSync('package.json', `${JSON.stringify(manifest, null, 2)}\n`);
