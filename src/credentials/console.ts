import { AccessError, type ConnectionField } from '../errors.ts';
import { cloudIdOf, type Whereabouts } from '../logto/connection.ts';
import { sentence } from '../sentence.ts';

/** Paths of Logto Console by what is shown there. */
const PATHS = {
  user: 'users',
  organization: 'organizations',
  organizationRole: 'organization-template/organization-roles',
  globalRole: 'roles',
  application: 'applications',
} as const;

/** What Logto Console has a page for; without an id, the list of all of the kind. */
export interface ConsoleThing {
  readonly kind: keyof typeof PATHS;
  readonly id?: string;
}

/** Kinds of things that Logto Console has a page for. */
export const CONSOLE_KINDS = Object.keys(PATHS) as ConsoleThing['kind'][];

/** Where the Console of a tenant in Logto Cloud is; undefined where neither address nor API resource tells it. */
export function cloudConsoleOf({
  baseUrl,
  resource = '',
}: Pick<Whereabouts, 'baseUrl'> & Partial<Whereabouts>): string | undefined {
  const tenant = cloudIdOf({ baseUrl, resource });
  return tenant === undefined ? undefined : `https://cloud.logto.io/${tenant}`;
}

/** The address of a Console that a person gave: its host alone means the usual path. */
export function parseConsoleUrl(text: string): string {
  const url = URL.parse(text.trim());
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '')
    throw new AccessError(sentence`This is not the address of a Logto Console.`, {
      code: 'console.invalid',
      hint: sentence`Give the address that the Console has in the browser, such as https://admin.example.com/console.`,
    });
  const path = url.pathname.replace(/\/+$/, '');
  return `${url.origin}${path === '' ? '/console' : path}`;
}

/** The page of a thing in a Console. */
export function consolePage(consoleUrl: string, thing?: ConsoleThing): string {
  if (thing === undefined) return consoleUrl;
  const id = thing.id === undefined ? '' : `/${encodeURIComponent(thing.id)}`;
  return `${consoleUrl}/${PATHS[thing.kind]}${id}`;
}

/** The page of a Console where a field of a connection is to be read or mended; the application's own, once it is known. */
export function consolePageOf(consoleUrl: string, field: ConnectionField, clientId = ''): string {
  if (field === 'baseUrl' || field === 'tokenUrl') return consoleUrl;
  if (field === 'resource') return `${consoleUrl}/api-resources`;
  return consolePage(consoleUrl, { kind: 'application', ...(clientId !== '' && { id: clientId }) });
}
