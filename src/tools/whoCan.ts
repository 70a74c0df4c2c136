import { whoCan, type Cursor, type Holder, type HolderRow } from '../access/whoCan.ts';
import { placeAt, positionOf, type After, type FindableKind } from '../snapshot/read/findable.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { answerFrom, leftOut } from './answer.ts';
import { wrongCursor } from './cursor.ts';
import { mayBe, PAGE, rowsOf, SOURCE, text } from './input.ts';
import { openMeant } from './meant.ts';
import { named } from './named.ts';
import { fitting, type Page } from './page.ts';
import { described, holderThing, organizationThing, roleThing } from './thing.ts';
import { defineTool } from './tool.ts';

/** Who holds a permission or a role. */
export const whoCanTool = defineTool({
  name: 'logto_who_can',
  title: 'Who can',
  description:
    'Lists every user and machine-to-machine application of a Logto tenant that holds a permission or a role: in which organization, and by which roles. Where organization is null, it is held in the whole tenant by global roles; "leftOut" counts those, whom an answer about one organization leaves out. Suspended users are listed, and marked so.',
  input: {
    what: text('A permission, an organization role or a global role: its id, or a name that only one has.'),
    organization: mayBe(
      text('Only who holds it in this organization, without global roles: its id, or its name.'),
    ),
    ...SOURCE,
    ...PAGE,
  },
  answer: async (input, asking) => {
    const { entry, snapshot } = openMeant(asking.library, input.snapshot);
    const target = await named(snapshot, input.what, ['permission', 'organizationRole', 'globalRole']);
    const where = input.organization !== undefined && {
      organizationId: (await named(snapshot, input.organization, ['organization'])).id,
    };
    const after = input.cursor !== undefined && { after: cursorOf(snapshot, input.cursor) };
    const found = whoCan(snapshot, target, { limit: rowsOf(input), ...where, ...after });
    const asked = described(snapshot, target.kind, target.id);
    const { rows, total, next, mayLack } = found;
    const told = { asked, ...leftOut(found.leftOut, 'holder') };
    const page = { total, ...pageFrom(snapshot, rows, next !== undefined) };
    return answerFrom(entry, asking, mayLack, { ...told, ...page });
  },
});

function pageFrom(
  snapshot: Snapshot,
  all: readonly HolderRow[],
  isMore: boolean,
): Omit<Page<object>, 'total'> {
  const rows = fitting(all.map(toRow));
  const last = all[rows.length - 1];
  const goesOn = isMore || rows.length < all.length;
  return { rows, ...(goesOn && last !== undefined && { next: cursorAfter(snapshot, last) }) };
}

/** So many roles of one row are named: logto_why tells all. */
const MOST_ROLES = 20;

function toRow({ holder, organization, roles }: HolderRow): object {
  return {
    holder: holderThing(holder),
    organization: organizationThing(organization),
    roles: roles.slice(0, MOST_ROLES).map(roleThing),
    ...(roles.length > MOST_ROLES && { moreRoles: roles.length - MOST_ROLES }),
  };
}

/**
 * `user-12-3`: the next page begins after the user and the organization in these positions, which are short however long
 * ids are; without an organization among the holders of global roles.
 */
const CURSOR = /^(?<kind>user|application)-(?<holder>\d{1,9})(?:-(?<organization>\d{1,9}))?$/;

function cursorAfter(snapshot: Snapshot, { holder, organization }: HolderRow): string {
  const id = holder.kind === 'user' ? holder.user.id : holder.application.id;
  const positions = [positionOf(snapshot, holder.kind, id)];
  if (organization !== null) positions.push(positionOf(snapshot, 'organization', organization.id));
  return [holder.kind, ...positions].join('-');
}

function cursorOf(snapshot: Snapshot, text: string): Cursor {
  const { kind, holder, organization } = CURSOR.exec(text)?.groups ?? {};
  const at = (which: FindableKind, position: string | undefined): After => {
    const place = position === undefined ? undefined : placeAt(snapshot, which, Number(position));
    if (place === undefined) throw wrongCursor(text);
    return place;
  };
  const whose: Holder['kind'] = kind === 'application' ? kind : 'user';
  return {
    ...{ kind: whose, holder: at(whose, holder) },
    organization: organization === undefined ? null : at('organization', organization),
  };
}
