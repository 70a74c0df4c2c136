/** The forms a snapshot can be exported in, for ConductorOne. */
export const EXPORT_FORMATS = ['c1-json', 'c1z', 'c1-csv'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Whether an export says itself what it lacks; the other forms have no place for it. */
export function saysWhatIsMissing(format: ExportFormat): boolean {
  return format === 'c1-json';
}
