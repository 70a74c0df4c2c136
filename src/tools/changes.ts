import * as v from 'valibot';
import { AccessError } from '../errors.ts';
import { notComparedSentence } from '../changes/text/notCompared.ts';
import type { FindingChanges } from '../changes/judging/findings.ts';
import type { Change, Comparison, Touch } from '../changes/model.ts';
import { byNameSentence } from '../changes/tenants.ts';
import { unsureSentence } from '../changes/text/unsure.ts';
import type { Only } from '../snapshot/read/only.ts';
import { answerFrom, provenanceOf } from './answer.ts';
import { findingsPage, foundChanges, LIST } from './foundChanges.ts';
import { mayBe, PAGE, text } from './input.ts';
import type { Library, LibraryEntry } from './library.ts';
import { currentBeside, inOrder, snapshotBefore, snapshotMeant } from './meant.ts';
import { named } from './named.ts';
import { pageOf } from './page.ts';
import { shown } from './text.ts';
import { organizationThing, thing } from './thing.ts';
import { defineTool, type Asking } from './tool.ts';

/** What differs between two snapshots. */
export const changesTool = defineTool({
  name: 'logto_changes',
  title: 'Changes between two snapshots',
  description:
    'Compares two snapshots of a Logto tenant: what was added, removed or changed, whether access was gained or lost by it, and whether that is privileged (by a role that gives permissions). "findings" counts what looks wrong in one of the two alone. Without before and after it is the current snapshot and the one before it; of two of one tenant the older is taken for the one before, in whatever order they are given. "unsure" counts differences that cannot be judged since a snapshot is incomplete.',
  input: {
    before: mayBe(
      text(
        'The older snapshot: its id, as the name of a tenant means its current one. The one before the newer one where left out.',
      ),
    ),
    after: mayBe(
      text(
        'The newer snapshot: its id, or the name of a tenant for its current one, which it is where left out.',
      ),
    ),
    list: LIST,
    about: mayBe(text('Only what concerns this user, organization or role: its id, or its name.')),
    effect: mayBe(
      v.pipe(
        v.picklist(['gained', 'lost']),
        v.description('Only changes by which somebody gained, or lost, access.'),
      ),
    ),
    privileged: mayBe(
      v.pipe(v.boolean(), v.description('Only (true), or anything but (false), privileged access.')),
    ),
    ...PAGE,
  },
  judges: true,
  answer: async (input, asking) => {
    const [before, after] = twoOf(asking.library, input.before, input.after);
    const only = input.about === undefined ? undefined : await meantBy(asking, input.about, [after, before]);
    const { comparison, findings } = await compared(asking, before, after, only);
    const { summary, unsure } = comparison;
    const found = foundChanges(comparison, findings, only?.id);
    const changes = comparison.changes.filter(
      ({ effects, privileged }) =>
        (input.effect === undefined || effects.includes(input.effect)) &&
        (input.privileged === undefined || input.privileged === privileged),
    );
    const page =
      input.list === 'newFindings' || input.list === 'goneFindings'
        ? findingsPage(input.list === 'newFindings' ? found.new : found.gone, input)
        : pageOf(changes, input, toRow);
    if (page.next === undefined) LAST.delete(asking.library); // nothing is left to be asked for
    return answerFrom(after, asking, caveatsOf(comparison), {
      ...{ before: provenanceOf(before), summary, unsure, findings: found.told, ...page },
    });
  },
});

function twoOf(
  library: Library,
  before: string | undefined,
  after: string | undefined,
): readonly [before: LibraryEntry, after: LibraryEntry] {
  const older = before === undefined ? undefined : snapshotMeant(library, before);
  const newer =
    after === undefined && older !== undefined
      ? currentBeside(library, older)
      : snapshotMeant(library, after);
  return inOrder(library, older ?? snapshotBefore(library, newer), newer);
}

/** Whom or what the model means, who may be in the older snapshot alone. */
async function meantBy(
  { library }: Asking,
  text: string,
  [newer, older]: readonly [LibraryEntry, LibraryEntry],
): Promise<Only> {
  const kinds = ['user', 'organization', 'organizationRole', 'globalRole'] as const;
  try {
    return await named(library.open(newer.info.id), text, kinds);
  } catch (error) {
    if (!(error instanceof AccessError && error.code === 'access.not_there')) throw error;
    return named(library.open(older.info.id), text, kinds);
  }
}

/** What differs, and what looks wrong in one of the two alone. */
interface Compared {
  readonly comparison: Comparison;
  readonly findings: FindingChanges | undefined;
}

/** That of which there are more pages: the largest takes seconds to make. */
const LAST = new WeakMap<Library, { readonly key: string } & Compared>();

async function compared(
  { library, signal }: Asking,
  before: LibraryEntry,
  after: LibraryEntry,
  only: Only | undefined,
): Promise<Compared> {
  const ids = [before.info.id, after.info.id] as const;
  const key = JSON.stringify([...ids, only, await library.how()]);
  const last = LAST.get(library);
  if (last?.key === key) return last;
  const options = { signal, ...(only !== undefined && { only }) };
  const [comparison, findings] = await Promise.all([
    library.compare(...ids, options),
    library.judge(...ids, signal),
  ]);
  LAST.set(library, { key, comparison, findings });
  return { comparison, findings };
}

function caveatsOf(comparison: Comparison): string[] {
  return [
    byNameSentence(comparison),
    unsureSentence(comparison, { most: 3 }),
    notComparedSentence(comparison),
  ].filter((caveat) => caveat !== undefined);
}

/** So long may a value be before and after. */
const MOST_OF_FIELD = 400;

function toRow({ kind, subject, id, label, fields, effects, privileged, touches, ...of }: Change): object {
  const { organizationId, organizationName, userId, userLabel } = of;
  return {
    ...{ change: kind, subject, id, name: shown(label) },
    ...(organizationId !== undefined && {
      organization: organizationThing({ id: organizationId, name: organizationName ?? organizationId }),
    }),
    ...(userId !== undefined && { user: thing('user', { id: userId, name: userLabel ?? userId }) }),
    ...(fields.length > 0 && {
      fields: fields.map(({ field, before, after }) => ({
        ...{ field, before: shown(before, MOST_OF_FIELD), after: shown(after, MOST_OF_FIELD) },
      })),
    }),
    ...{ effects, privileged },
    ...(touches !== undefined && { touches: touches.map(shownTouch) }),
  };
}

function shownTouch({ permissions, ...touch }: Touch): object {
  return { ...touch, permissions: permissions.map(({ id, name }) => ({ id, name: shown(name) })) };
}
