import { changesTool } from './changes.ts';
import { effectiveAccessTool } from './effectiveAccess.ts';
import { findingsTool } from './findings.ts';
import { findTool } from './find.ts';
import { snapshotsTool } from './snapshots.ts';
import type { Tool } from './tool.ts';
import { whoCanTool } from './whoCan.ts';
import { whyTool } from './why.ts';

/** All that a language model may ask. */
export const TOOLS: readonly Tool[] = [
  snapshotsTool,
  findTool,
  effectiveAccessTool,
  whoCanTool,
  whyTool,
  changesTool,
  findingsTool,
];
