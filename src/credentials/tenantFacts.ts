import * as v from 'valibot';
import { AccessError } from '../errors.ts';
import { kindOf, toConnection } from '../logto/connection.ts';
import { parseConsoleUrl } from './console.ts';
import { tenantIdOf, type TenantProfile } from './tenants.ts';

const FORMAT = 'logto-access.tenants';
const VERSION = 1;
const text = v.string();

/** What a team shares of a tenant: all that is needed to connect it but the secret. */
const FACTS = v.object({
  ...{ name: text, baseUrl: text, tokenUrl: text, resource: text, clientId: text },
  consoleUrl: v.exactOptional(text),
});

const FILE = v.object({ format: v.literal(FORMAT), version: v.number(), tenants: v.array(FACTS) });

/** The facts of tenants as a file to share; never a secret. The demo is everybody's, and left out. */
export function writeTenantFacts(tenants: readonly TenantProfile[]): string {
  const facts = tenants.filter(({ kind }) => kind !== 'demo').map((tenant) => v.parse(FACTS, tenant));
  return `${JSON.stringify({ format: FORMAT, version: VERSION, tenants: facts }, null, 2)}\n`;
}

/** Tenants from such a file, each without a secret yet; an {@link AccessError} says what is wrong with it, and where. */
export function readTenantFacts(json: string): TenantProfile[] {
  const { success, output, issues } = v.safeParse(FILE, parse(json), { abortEarly: true });
  if (!success) throw damaged(v.getDotPath(issues[0]) ?? 'all of it');
  if (output.version !== VERSION)
    throw new AccessError(`The file is of version ${output.version}, and ${VERSION} is understood.`, {
      code: 'tenants.unknown_version',
      hint: 'Update the extension.',
    });
  return output.tenants.map((facts, at) => toProfile(facts, `tenants.${at}`));
}

function toProfile(facts: v.InferOutput<typeof FACTS>, where: string): TenantProfile {
  const { name, consoleUrl } = facts;
  try {
    const connection = toConnection(facts);
    return {
      ...{ id: tenantIdOf(connection), name, ...connection },
      ...{ kind: kindOf(connection), secretStore: 'none' },
      ...(consoleUrl !== undefined && { consoleUrl: parseConsoleUrl(consoleUrl) }), // it is opened outside
    };
  } catch (error) {
    if (!(error instanceof AccessError)) throw error;
    const { code, hint } = error;
    throw new AccessError(`${where}: ${error.message}`, { code, ...(hint !== undefined && { hint }) });
  }
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw damaged('it is no JSON');
  }
}

function damaged(where: string): AccessError {
  return new AccessError(`This is not a file of tenants (${where}).`, {
    code: 'tenants.damaged',
    hint: 'Choose one that "Export Tenants" has written.',
  });
}
