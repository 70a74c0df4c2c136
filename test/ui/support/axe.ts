import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Workbench } from './workbench.ts';

type Frame = ReturnType<Workbench['page']['mainFrame']>;

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** A fault that axe finds in a page. */
export interface Fault {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

/** What axe finds serious in a page, or in what of it a selector names. */
export async function faultsIn(frame: Frame, selector?: string): Promise<Fault[]> {
  await frame.evaluate(readFileSync(AXE, 'utf8'));
  const where = JSON.stringify(selector ?? 'html');
  const { violations } = await frame.evaluate<{ violations: Fault[] }>(
    `axe.run(document.querySelectorAll(${where}))`,
  );
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
}
