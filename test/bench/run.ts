import { benchActivation } from './activation.ts';
import { benchBrowse } from './browse.ts';
import { benchDiff } from './diff.ts';
import { benchExport } from './export.ts';
import { benchFindings } from './findings.ts';
import { benchMap } from './map.ts';
import { benchResponsive } from './responsive.ts';
import { benchSync } from './sync.ts';

// `npm run bench`, or `npm run bench -- SECTION…` for some of it. Prints one JSON object last, a key a section.
const SECTIONS: Readonly<Record<string, () => Promise<unknown>>> = {
  sync: benchSync,
  export: benchExport,
  browse: benchBrowse,
  diff: benchDiff,
  findings: benchFindings,
  activation: benchActivation,
  responsive: benchResponsive,
  map: benchMap,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in SECTIONS));
if (unknown.length > 0)
  throw new Error(
    `There is no section ${unknown.join(', ')}; there are: ${Object.keys(SECTIONS).join(', ')}`,
  );

const results: Record<string, unknown> = {};
for (const [name, run] of Object.entries(SECTIONS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.error(`bench: ${name} …`);
  results[name] = await run();
}
console.log(JSON.stringify(results));
