import { existsSync, readFileSync } from 'node:fs';

const STATUS = '/proc/self/status';

/**
 * The memory of this process at its highest, MB. Where Linux tells it, since the program began: what `resourceUsage()`
 * gives there is at least what the process that started this one had.
 */
export function peakMemoryMB(): number {
  const own = existsSync(STATUS) ? /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(STATUS, 'utf8'))?.[1] : undefined;
  return (own === undefined ? process.resourceUsage().maxRSS : Number(own)) / 1024;
}
