import * as v from 'valibot';
import { find, type Hit } from '../access/find/find.ts';
import { prepareFind } from '../access/find/strands.ts';
import { FINDABLE_KINDS } from '../snapshot/read/findable.ts';
import { answerFrom } from './answer.ts';
import { mayBe, PAGE, rowsOf, SOURCE, text } from './input.ts';
import { openMeant } from './meant.ts';
import { FIND } from './names.ts';
import { offsetOf, pageAt } from './page.ts';
import { shown } from './text.ts';
import { thing } from './thing.ts';
import { defineTool } from './tool.ts';

/** Finds anything by a part of what it is called. */
export const findTool = defineTool({
  name: FIND,
  title: 'Find in a Logto tenant',
  description:
    'Finds users, organizations, roles, permissions, API resources and applications of a Logto tenant by any part of a name, e-mail, username, phone or id, the best match first. Start here: the other tools take the ids that it gives.',
  input: {
    query: text('A part of a name, e-mail, username, phone or id, whatever its case and accents.'),
    kinds: mayBe(
      v.pipe(
        v.array(v.picklist(FINDABLE_KINDS)),
        v.nonEmpty(),
        v.description('Only these kinds of things; all where left out.'),
      ),
    ),
    ...SOURCE,
    ...PAGE,
  },
  answer: async (input, asking) => {
    const { entry, snapshot } = openMeant(asking.library, input.snapshot);
    await prepareFind(snapshot);
    const [offset, limit] = [offsetOf(input), rowsOf(input)];
    const kinds = input.kinds !== undefined && { kinds: input.kinds };
    const { hits, total, mayLack } = find(snapshot, input.query, { limit, offset, ...kinds });
    return answerFrom(entry, asking, mayLack, pageAt(offset, hits.map(toRow), total));
  },
});

function toRow({ kind, id, label, detail, by, matched, rank }: Hit): object {
  return {
    ...thing(kind, { id, name: label }),
    ...(detail !== '' && { detail: shown(detail) }),
    ...{ foundIn: by, found: shown(matched), match: rank },
  };
}
