import * as vscode from 'vscode';
import type { ExportFormat } from '../../c1/formats.ts';

/** What a person is told of a form of export. */
export interface ExportForm {
  readonly label: string;
  /** What it is for. */
  readonly detail: string;
  /** How names of such files end. */
  readonly ending: string;
  /** The last part of that, which dialogs filter by. */
  readonly extension: string;
  /** Where such a file goes, once it is written. */
  readonly next: string;
}

/** The forms by which a snapshot can be exported, in the order in which they are offered. */
export function exportForms(): Readonly<Record<ExportFormat, ExportForm>> {
  return {
    c1z: {
      label: vscode.l10n.t('C1 sync file (.c1z)'),
      detail: vscode.l10n.t('For ConductorOne’s upload page, with all that an export holds'),
      ...{ ending: '.c1z', extension: 'c1z' },
      next: vscode.l10n.t('Upload it in ConductorOne: Connectors -> Import app data.'),
    },
    'c1-csv': {
      label: vscode.l10n.t('CSV with ConductorOne’s columns (.csv)'),
      detail: vscode.l10n.t('For spreadsheets, and for ConductorOne’s upload page'),
      ...{ ending: '.csv', extension: 'csv' },
      next: vscode.l10n.t(
        'Upload it in ConductorOne: Connectors -> Import app data; its columns have the names of ConductorOne’s templates.',
      ),
    },
    'c1-json': {
      label: vscode.l10n.t('C1 snapshot JSON (.json)'),
      detail: vscode.l10n.t('For programs, and for ConductorOne’s baton-file'),
      ...{ ending: '.c1-snapshot.json', extension: 'json' },
      next: vscode.l10n.t(
        'ConductorOne’s baton-file takes it (-i); its upload page takes .c1z and CSV only.',
      ),
    },
  };
}
