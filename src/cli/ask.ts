import { explanationLines, hitLines, whoCanLines } from '../access/text/answers.ts';
import { explain } from '../access/explain.ts';
import { find } from '../access/find/find.ts';
import { resolve } from '../access/resolve.ts';
import { whoCan } from '../access/whoCan.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { optional, readArguments, wholeNumber, type Parsed } from './arguments.ts';
import type { Engine } from './engine.ts';
import { withSnapshot } from './files.ts';
import { print } from './output.ts';

const JSON_OPTION = { json: { type: 'boolean' } } as const;
const LIMITED = { ...JSON_OPTION, limit: { type: 'string' } } as const;
const IN_ORGANIZATION = { organization: { type: 'string' } } as const;

/** `find`: what is called so, or nearly so; exit code 1 where nothing is, as grep(1). */
export async function findCommand(args: readonly string[], engine: Engine): Promise<number> {
  const parsed = readArguments(args, LIMITED, ['snapshot file', 'query']);
  const hits = await withSnapshot(engine, parsed.files[0] ?? '', (snapshot) =>
    find(snapshot, parsed.files[1] ?? '', { limit: limitOf(parsed, 50) }),
  );
  answer(parsed, hits, hitLines(hits));
  return hits.total === 0 ? 1 : 0;
}

/** `who-can`: who holds a permission or a role, and by which paths. */
export async function whoCanCommand(args: readonly string[], engine: Engine): Promise<number> {
  const parsed = readArguments(args, { ...LIMITED, ...IN_ORGANIZATION }, [
    'snapshot file',
    'permission or role',
  ]);
  const holders = await withSnapshot(engine, parsed.files[0] ?? '', async (snapshot) => {
    const target = await resolve(snapshot, parsed.files[1] ?? '', [
      'permission',
      'organizationRole',
      'globalRole',
    ]);
    return whoCan(snapshot, target, {
      limit: limitOf(parsed, 1000),
      ...(await organizationOf(snapshot, parsed)),
    });
  });
  answer(parsed, holders, whoCanLines(holders));
  return 0;
}

/** `why`: every path by which a user or an application has access. */
export async function whyCommand(args: readonly string[], engine: Engine): Promise<number> {
  const options = { ...JSON_OPTION, ...IN_ORGANIZATION, permission: { type: 'string' } } as const;
  const parsed = readArguments(args, options, ['snapshot file', 'user or application']);
  const explanation = await withSnapshot(engine, parsed.files[0] ?? '', async (snapshot) => {
    const holder = await resolve(snapshot, parsed.files[1] ?? '', ['user', 'application']);
    const permission = optional(parsed, 'permission');
    return explain(snapshot, holder, {
      ...(await organizationOf(snapshot, parsed)),
      ...(permission !== undefined && { scopeId: (await resolve(snapshot, permission, ['permission'])).id }),
    });
  });
  answer(parsed, explanation, explanationLines(explanation));
  return 0;
}

async function organizationOf(snapshot: Snapshot, parsed: Parsed): Promise<{ organizationId?: string }> {
  const organization = optional(parsed, 'organization');
  return organization === undefined
    ? {}
    : { organizationId: (await resolve(snapshot, organization, ['organization'])).id };
}

function limitOf(parsed: Parsed, fallback: number): number {
  return wholeNumber(parsed, 'limit', { fallback, least: 1, most: 1_000_000 });
}

function answer({ values }: Parsed, whole: object, lines: Iterable<string>): void {
  print(values.json === true ? JSON.stringify(whole) : [...lines].join('\n'));
}
