import * as v from 'valibot';
import * as vscode from 'vscode';
import type { Subject } from '../../access/text/documents.ts';
import { subjectTitle } from '../../access/titles.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { oneLine } from '../../words.ts';
import { localMinute } from '../localTime.ts';
import { ACCESS_SCHEME } from './schemes.ts';

/** What one document shows, in one snapshot. */
export interface AccessDocument {
  readonly snapshotId: string;
  readonly subject: Subject;
}

/** The address of a document; its path is only there to be read in the tab. */
export function accessUri(snapshot: Snapshot, subject: Subject): vscode.Uri {
  const { id, endedAt } = snapshot.info;
  const title = `${subjectTitle(snapshot, subject)} ${localMinute(endedAt)}`;
  return vscode.Uri.from({
    scheme: ACCESS_SCHEME,
    path: `/${oneLine(title).replace(/[\\/?#]/g, ' ')}.access`,
    query: new URLSearchParams({ snapshot: id, of: JSON.stringify(subject) }).toString(),
  });
}

/** Reads an address again; an error where it is not one. */
export function parseAccessUri(uri: vscode.Uri): AccessDocument {
  const query = new URLSearchParams(uri.query);
  const of: unknown = JSON.parse(query.get('of') ?? '{"kind":"tenant"}');
  return { snapshotId: query.get('snapshot') ?? '', subject: v.parse(SUBJECT, of) };
}

const thing = <K extends string>(
  ...kinds: readonly K[]
): v.ObjectSchema<
  { kind: v.PicklistSchema<readonly K[], undefined>; id: v.StringSchema<undefined> },
  undefined
> => v.object({ kind: v.picklist(kinds), id: v.string() });

const COMPARABLE = thing('user', 'application', 'organizationRole', 'globalRole');
const ORGANIZATION = { organizationId: v.exactOptional(v.string()) };

const QUESTION = v.variant('ask', [
  v.object({
    ...{ ask: v.literal('whoCan'), target: thing('permission', 'organizationRole', 'globalRole') },
    ...ORGANIZATION,
  }),
  v.object({
    ...{ ask: v.literal('why'), holder: thing('user', 'application'), scopeId: v.exactOptional(v.string()) },
    ...ORGANIZATION,
  }),
  v.object({ ask: v.literal('compare'), first: COMPARABLE, second: COMPARABLE }),
]);

const SUBJECT: v.GenericSchema<unknown, Subject> = v.variant('kind', [
  v.object({ kind: v.literal('tenant') }),
  v.object({
    ...{ kind: v.literal('users'), part: v.pipe(v.number(), v.integer(), v.minValue(1)) },
    roleId: v.exactOptional(v.string()),
    ...ORGANIZATION,
  }),
  thing('organization', 'user', 'application', 'organizationRole', 'globalRole'),
  v.object({ kind: v.literal('facts'), of: COMPARABLE }),
  v.object({ kind: v.literal('answer'), question: QUESTION }),
]);
