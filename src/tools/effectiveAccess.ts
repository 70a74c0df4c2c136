import { factsOfHolder, factsOfRole, type Fact, type Facts, type RoleId } from '../access/compare.ts';
import { explain } from '../access/explain.ts';
import type { Comparable } from '../access/question.ts';
import { AccessError } from '../errors.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { answerFrom, leftOut } from './answer.ts';
import { mayBe, PAGE, SOURCE, text } from './input.ts';
import { openMeant } from './meant.ts';
import { named } from './named.ts';
import { pageOf } from './page.ts';
import { quoted } from './text.ts';
import { described, holderThing, organizationThing, thing, type Thing } from './thing.ts';
import { defineTool } from './tool.ts';

/** What somebody, or a role, has in effect. */
export const effectiveAccessTool = defineTool({
  name: 'logto_effective_access',
  title: 'Effective access',
  description:
    'Lists what a user or a machine-to-machine application of a Logto tenant has in effect: the organizations they belong to, their roles there, global roles, and the permissions that come of them, each once; organization says where, and is null in the whole tenant; "leftOut" counts what is held there, which an answer about one organization leaves out. Who is suspended is marked so, and can use none of it until the suspension is lifted. Of a role, the permissions it gives, wherever it is held: those have no organization. logto_why tells by which paths.',
  input: {
    who: text('A user, an application or a role: its id, or a name or e-mail that only one has.'),
    organization: mayBe(
      text(
        'Only what a user or an application has in this organization, without global roles: its id, or its name.',
      ),
    ),
    ...SOURCE,
    ...PAGE,
  },
  answer: async (input, asking) => {
    const { entry, snapshot } = openMeant(asking.library, input.snapshot);
    const { organization } = input;
    const one = await named(snapshot, input.who, ['user', 'application', 'organizationRole', 'globalRole']);
    if (organization !== undefined && isRole(one)) throw isTheSameEverywhere(input.who);
    const organizationId = organization && (await named(snapshot, organization, ['organization'])).id;
    const { asked, facts, elsewhere, mayLack } = accessOf(snapshot, one, organizationId);
    const told = { asked, ...leftOut(elsewhere, 'fact') };
    return answerFrom(entry, asking, mayLack, {
      ...told,
      ...pageOf(facts, input, isRole(one) ? toThing : toRow),
    });
  },
});

/** What somebody, or a role, has, and who that is; a suspended user is marked so. How much is left out is elsewhere. */
function accessOf(
  snapshot: Snapshot,
  one: Comparable,
  organizationId: string | undefined,
): Facts & { readonly asked: Thing; readonly elsewhere: number } {
  if (isRole(one))
    return { asked: described(snapshot, one.kind, one.id), elsewhere: 0, ...factsOfRole(snapshot, one) };
  const whole = explain(snapshot, one);
  const asked = holderThing(whole.holder);
  if (organizationId === undefined) return { asked, elsewhere: 0, ...factsOfHolder(whole) };
  const elsewhere = factsOfHolder(whole).facts.filter(isInTenant).length;
  return { asked, elsewhere, ...factsOfHolder(explain(snapshot, one, { organizationId })) };
}

/** Whether somebody has it by a global role. */
function isInTenant({ kind, organization }: Fact): boolean {
  return kind === 'globalRole' || (kind === 'permission' && organization === undefined);
}

function isRole(one: Comparable): one is RoleId {
  const { kind } = one;
  return kind === 'organizationRole' || kind === 'globalRole';
}

/** What a role permits in one organization would be taken for what somebody has there. */
function isTheSameEverywhere(role: string): AccessError {
  return new AccessError(`${quoted(role)} is a role, which permits the same in every organization.`, {
    code: 'argument.invalid',
    hint: 'Leave out organization; logto_who_can tells who holds the role there.',
  });
}

function toThing({ kind, id, name }: Fact): object {
  return thing(kind, { id, name });
}

function toRow({ kind, id, name, organization }: Fact): object {
  return { ...thing(kind, { id, name }), organization: organizationThing(organization ?? null) };
}
