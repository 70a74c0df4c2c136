import { explain, type Path } from '../access/explain.ts';
import { answerFrom, leftOut } from './answer.ts';
import { mayBe, PAGE, SOURCE, text } from './input.ts';
import { openMeant } from './meant.ts';
import { named } from './named.ts';
import { pageOf } from './page.ts';
import { holderThing, organizationThing, permissionThing, roleThing } from './thing.ts';
import { defineTool } from './tool.ts';

/** Why somebody has access. */
export const whyTool = defineTool({
  name: 'logto_why',
  title: 'Why somebody has access',
  description:
    'Tells every path by which a user or a machine-to-machine application of a Logto tenant has access: organization, role, permission. Where organization is null, the role is a global one; a null role is a member without a role; a null permission is a role that permits nothing. No rows mean no access, unless leftOut or mayLack is there. "leftOut" counts the paths by global roles, which an answer about one organization leaves out.',
  input: {
    who: text('A user or an application: its id, or a name or e-mail that only one has.'),
    organization: mayBe(
      text('Only paths through this organization, without global roles: its id, or its name.'),
    ),
    permission: mayBe(text('Only paths to this permission: its id, or its name.')),
    ...SOURCE,
    ...PAGE,
  },
  answer: async (input, asking) => {
    const { entry, snapshot } = openMeant(asking.library, input.snapshot);
    const whose = await named(snapshot, input.who, ['user', 'application']);
    const { organization, permission } = input;
    const found = explain(snapshot, whose, {
      ...(organization !== undefined && {
        organizationId: (await named(snapshot, organization, ['organization'])).id,
      }),
      ...(permission !== undefined && {
        scopeId: (await named(snapshot, permission, ['permission'])).id,
      }),
    });
    const page = pageOf(found.paths, input, toRow);
    const told = { asked: holderThing(found.holder), ...leftOut(found.leftOut, 'path') };
    return answerFrom(entry, asking, found.mayLack, { ...told, ...page });
  },
});

function toRow({ organization, role, permission }: Path): object {
  return {
    organization: organizationThing(organization),
    role: role && roleThing(role),
    permission: permission && permissionThing(permission),
  };
}
