import type { Rule } from './rule.ts';
import { RULES } from './rules.ts';
import { NUMBER_THRESHOLDS, type ThresholdName } from './thresholds.ts';

const HEAD = `# Findings

What Logto Access finds in a snapshot, rule by rule. Everything is judged on this machine, against the time of the
snapshot and not the clock, so the same snapshot always gives the same findings. What an incomplete snapshot may only
lack, and what a sync did not ask for, is no finding; one that is judged without something that was not asked for says so.

The most privileged role is the organization role for people with the most permissions, or each of those that
\`logtoAccess.findings.privilegedRoles\` names. A name that no role for people has is told before the findings; where no
role has any of the names, it is the role with the most permissions again.
`;

const PRIVILEGED = 'names of the roles that count as most privileged';

/** The page that describes every rule; \`media/findings.md\` is what this gives. */
export function rulesPage(): string {
  return [HEAD, ...RULES.map(ruleSection)].join('\n');
}

function ruleSection({ id, title, severity, why, whatToDo, documentation, thresholds = [] }: Rule): string {
  const settings = thresholds.map((name) => `- \`logtoAccess.findings.${name}\`: ${aboutThreshold(name)}\n`);
  const list = settings.length === 0 ? '' : `\n${settings.join('')}`;
  return `## ${id}

**${title}** (${severity})

${why}

${whatToDo} ([Logto's documentation](${documentation}))
${list}`;
}

function aboutThreshold(name: ThresholdName): string {
  if (name === 'privilegedRoles') return PRIVILEGED;
  const { about, default: value } = NUMBER_THRESHOLDS[name];
  return `${about.replace(/\.$/, '')} (${value})`;
}
