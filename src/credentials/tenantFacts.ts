import * as v from 'valibot';
import { AccessError } from '../errors.ts';
import { oneLine } from '../words.ts';
import { kindOf, toConnection } from '../logto/connection.ts';
import { parseConsoleUrl } from './console.ts';
import { tenantIdOf, type TenantProfile } from './tenants.ts';
import { sentence, type Said } from '../sentence.ts';

const FORMAT = 'logto-access.tenants';
const VERSION = 1;
const text = v.string();

/** What a team shares of a tenant: all that is needed to connect it but the secret. */
const FACTS = v.object({
  ...{ name: text, baseUrl: text, tokenUrl: text, resource: text, clientId: text },
  consoleUrl: v.exactOptional(text),
});

const FILE = v.object({ format: v.literal(FORMAT), version: v.number(), tenants: v.array(v.unknown()) });

/** The facts of tenants as a file to share; never a secret. The demo is everybody's, and left out. */
export function writeTenantFacts(tenants: readonly TenantProfile[]): string {
  const facts = tenants.filter(({ kind }) => kind !== 'demo').map((tenant) => v.parse(FACTS, tenant));
  return `${JSON.stringify({ format: FORMAT, version: VERSION, tenants: facts }, null, 2)}\n`;
}

/** What a file of tenants holds: those that can be used, and those that cannot. */
export interface ReadTenants {
  /** Each without a secret yet. */
  readonly tenants: readonly TenantProfile[];
  readonly leftOut: readonly LeftOut[];
}

/** A tenant of a file that is not taken. */
export interface LeftOut {
  /** Its name, or its place in the file where it has none. */
  readonly name: string;
  readonly why: AccessError;
}

/** Tenants from such a file; an {@link AccessError} says why it is none. One bad tenant does not spoil the others. */
export function readTenantFacts(json: string): ReadTenants {
  const { success, output, issues } = v.safeParse(FILE, parse(json), { abortEarly: true });
  if (!success) throw damaged(v.getDotPath(issues[0]) ?? 'all of it');
  if (output.version !== VERSION)
    throw new AccessError(sentence`The file is of version ${output.version}, and ${VERSION} is understood.`, {
      code: 'tenants.unknown_version',
      hint: sentence`Update the extension.`,
    });
  const read = output.tenants.map((facts, at) => readOne(facts, `tenants.${at}`));
  return {
    tenants: read.filter((one): one is TenantProfile => !('why' in one)),
    leftOut: read.filter((one) => 'why' in one),
  };
}

function readOne(given: unknown, where: string): TenantProfile | LeftOut {
  const { success, output, issues } = v.safeParse(FACTS, given, { abortEarly: true });
  if (!success) {
    const part = v.getDotPath(issues[0]);
    return { name: where, why: damaged(part === null ? where : `${where}.${part}`) };
  }
  try {
    return toProfile(output);
  } catch (error) {
    if (!(error instanceof AccessError)) throw error;
    return { name: oneLine(output.name), why: error };
  }
}

function toProfile({ name, consoleUrl, ...facts }: v.InferOutput<typeof FACTS>): TenantProfile {
  const connection = toConnection(facts);
  return {
    ...{ id: tenantIdOf(connection), name, ...connection },
    ...{ kind: kindOf(connection), secretStore: 'none' },
    ...(consoleUrl !== undefined && { consoleUrl: parseConsoleUrl(consoleUrl) }), // it is opened outside
  };
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw damaged(sentence`it is no JSON`);
  }
}

function damaged(where: Said): AccessError {
  return new AccessError(sentence`This is not a file of tenants (${where}).`, {
    code: 'tenants.damaged',
    hint: sentence`Choose one that "Export Tenants" has written.`,
  });
}
