import * as v from 'valibot';
import { SEVERITIES } from '../findings/model.ts';
import { RULES } from '../findings/rules.ts';
import { missingIn } from '../snapshot/lacks/holes.ts';
import { aboutOrigin } from '../snapshot/lacks/unknown.ts';
import { answerFrom } from './answer.ts';
import { findingRow, rulesOf } from './findingRows.ts';
import { mayBe, PAGE, rowsOf, SOURCE, text } from './input.ts';
import { openMeant } from './meant.ts';
import { named } from './named.ts';
import { offsetOf, pageAt } from './page.ts';
import { shown } from './text.ts';
import { defineTool } from './tool.ts';

const RULE_IDS = RULES.map(({ id }) => id);

/** What looks wrong in a snapshot. */
export const findingsTool = defineTool({
  name: 'logto_findings',
  title: 'Findings',
  description:
    'Lists what looks wrong in a snapshot of a Logto tenant by rules, the most severe first: what was seen, and for each rule why it matters and what to do. "bySeverity" counts all of them; "suppressed" counts those that a person took for right until a day, which are not listed; "notices" tells which rules do not judge, since what they need was not asked for or could not be read, or not as a person meant them to: say so before you call something right. What could not be read is never called wrong.',
  input: {
    severity: mayBe(v.pipe(v.picklist(SEVERITIES), v.description('Only findings that matter so much.'))),
    rule: mayBe(v.pipe(v.picklist(RULE_IDS), v.description('Only what this rule sees.'))),
    about: mayBe(
      text('Only what names this user, organization, role, permission or application: its id, or its name.'),
    ),
    ...SOURCE,
    ...PAGE,
  },
  judges: true,
  answer: async (input, asking) => {
    const { severity, rule } = input;
    const { entry, snapshot } = openMeant(asking.library, input.snapshot);
    const about = input.about === undefined ? undefined : await named(snapshot, input.about, KINDS);
    const wanted = {
      ...{ offset: offsetOf(input), limit: rowsOf(input) },
      ...(severity !== undefined && { severity }),
      ...(rule !== undefined && { rule }),
      ...(about !== undefined && { naming: about.id }),
    };
    const found = await asking.library.findings(entry.info.id, wanted, asking.signal);
    const page = pageAt(wanted.offset, found.findings.map(findingRow), found.total);
    const mayLack = [...missingIn(snapshot.info), ...aboutOrigin(snapshot.info)];
    const notices = found.notices.map((notice) => shown(notice, MOST_NOTICE));
    const told = {
      ...(notices.length > 0 && { notices }),
      ...{ bySeverity: found.bySeverity, suppressed: found.suppressed, rules: rulesOf(page.rows) },
    };
    return answerFrom(entry, asking, mayLack, { ...told, ...page });
  },
});

/** So long may a notice be. */
const MOST_NOTICE = 1000;

const KINDS = [
  ...(['user', 'organization', 'organizationRole', 'globalRole', 'permission', 'application'] as const),
];
