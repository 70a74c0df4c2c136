import { inHost } from './inHost.ts';
import { round } from './inProcess.ts';
import type { ResponsiveFigures } from './responsiveProbe.ts';

/** Asks a large tenant in a real extension host while it is synced, and while it is not. */
export function benchResponsive(): Promise<Record<string, number>> {
  const figures = inHost('responsiveProbe.cjs') as Record<keyof ResponsiveFigures, number>;
  const rounded = Object.entries(figures).map(([name, figure]) => [name, round(figure)] as const);
  return Promise.resolve(Object.fromEntries(rounded));
}
