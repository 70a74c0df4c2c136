import { whoCan, type Cursor, type Holder, type HolderRow } from '../access/whoCan.ts';
import { placeOf } from '../snapshot/read/findable.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { answerFrom, leftOut } from './answer.ts';
import { mayBe, PAGE, rowsOf, SOURCE, text } from './input.ts';
import { openMeant } from './meant.ts';
import { named } from './named.ts';
import { fitting, wrongCursor, type Page } from './page.ts';
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
    return answerFrom(entry, asking, mayLack, { ...told, ...pageFrom(rows, total, next !== undefined) });
  },
});

function pageFrom(all: readonly HolderRow[], total: number, isMore: boolean): Page<object> {
  const rows = fitting(all.map(toRow));
  const last = all[rows.length - 1];
  const goesOn = isMore || rows.length < all.length;
  return { total, rows, ...(goesOn && last !== undefined && { next: cursorAfter(last) }) };
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

const SEPARATOR = '/';

/** `user/u1/o1`: after whom the next page begins; without an organization among the holders of global roles. */
function cursorAfter({ holder, organization }: HolderRow): string {
  const id = holder.kind === 'user' ? holder.user.id : holder.application.id;
  const parts = [holder.kind, id, ...(organization === null ? [] : [organization.id])];
  return parts.map(encodeURIComponent).join(SEPARATOR);
}

function cursorOf(snapshot: Snapshot, text: string): Cursor {
  const [kind, id = '', organizationId] = partsOf(text);
  if (!isHolderKind(kind)) throw wrongCursor(text);
  const holder = placeOf(snapshot, kind, id);
  const organization =
    organizationId === undefined ? null : placeOf(snapshot, 'organization', organizationId);
  if (holder === undefined || organization === undefined) throw wrongCursor(text);
  return { kind, holder, organization };
}

function partsOf(text: string): string[] {
  try {
    return text.split(SEPARATOR).map(decodeURIComponent);
  } catch {
    throw wrongCursor(text);
  }
}

function isHolderKind(kind: string | undefined): kind is Holder['kind'] {
  return kind === 'user' || kind === 'application';
}
