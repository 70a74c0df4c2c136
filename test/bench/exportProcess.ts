import type { WorkFigures } from './export.ts';
import { prepare, type ExportWork } from './exportWork.ts';
import { peakMemoryMB } from './peakMemory.ts';

// Does one piece of work (argv: as JSON), and says how long that took and how much memory there was at most.

const run = await prepare(JSON.parse(process.argv[2] ?? '') as ExportWork);
const started = performance.now();
await run();
const seconds = (performance.now() - started) / 1000;
const figures: WorkFigures = { seconds, peakRssMB: peakMemoryMB() };
process.send?.(figures, () => process.disconnect());
