/** How far an export is: rows written, of all that there are. */
export interface ExportProgress {
  readonly done: number;
  readonly total: number;
}

/** Between two reports, ms. */
const INTERVAL_MS = 100;

/** Lets no more reports through than a person can see; of what takes no longer than that, none. */
export function atMostTenASecond<T>(report: (progress: T) => void): (progress: T) => void {
  let last = performance.now();
  return (progress) => {
    const now = performance.now();
    if (now - last < INTERVAL_MS) return;
    last = now;
    report(progress);
  };
}
