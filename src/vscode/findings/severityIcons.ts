import type { Severity } from '../../findings/model.ts';

/** How bad a finding is, as VS Code shows its problems. */
export const SEVERITY_ICONS: Readonly<Record<Severity, readonly [icon: string, color: string]>> = {
  high: ['error', 'problemsErrorIcon.foreground'],
  medium: ['warning', 'problemsWarningIcon.foreground'],
  low: ['info', 'problemsInfoIcon.foreground'],
};
