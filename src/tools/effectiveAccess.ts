import { factsOfHolder, factsOfRole, type Fact, type Facts } from '../access/compare.ts';
import { explain } from '../access/explain.ts';
import type { Comparable } from '../access/question.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { answerFrom } from './answer.ts';
import { mayBe, PAGE, SOURCE, text } from './input.ts';
import { openMeant } from './meant.ts';
import { named } from './named.ts';
import { pageOf } from './page.ts';
import { described, organizationThing, thing } from './thing.ts';
import { defineTool } from './tool.ts';

/** What somebody, or a role, has in effect. */
export const effectiveAccessTool = defineTool({
  name: 'logto_effective_access',
  title: 'Effective access',
  description:
    'Lists what a user or a machine-to-machine application of a Logto tenant has in effect: the organizations they belong to, their roles there, global roles, and the permissions that come of them, each once; organization says where, and is null in the whole tenant. Of a role, the permissions it gives. logto_why tells by which paths.',
  input: {
    who: text('A user, an application or a role: its id, or a name or e-mail that only one has.'),
    organization: mayBe(
      text('Only what a user or an application has in this organization: its id, or its name.'),
    ),
    ...SOURCE,
    ...PAGE,
  },
  answer: async (input, asking) => {
    const { entry, snapshot } = openMeant(asking.library, input.snapshot);
    const { organization } = input;
    const one = await named(snapshot, input.who, ['user', 'application', 'organizationRole', 'globalRole']);
    const organizationId = organization && (await named(snapshot, organization, ['organization'])).id;
    const { facts, mayLack } = factsOf(snapshot, one, organizationId);
    return answerFrom(entry, asking, mayLack, {
      asked: described(snapshot, one.kind, one.id),
      ...pageOf(facts, input, toRow),
    });
  },
});

function factsOf(snapshot: Snapshot, one: Comparable, organizationId: string | undefined): Facts {
  const { kind, id } = one;
  if (kind === 'organizationRole' || kind === 'globalRole') return factsOfRole(snapshot, { kind, id });
  return factsOfHolder(
    explain(snapshot, { kind, id }, organizationId === undefined ? {} : { organizationId }),
  );
}

function toRow({ kind, id, name, organization }: Fact): object {
  return { ...thing(kind, { id, name }), organization: organizationThing(organization ?? null) };
}
