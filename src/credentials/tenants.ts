import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import * as v from 'valibot';
import { AccessError } from '../errors.ts';
import { oneLine } from '../words.ts';
import { kindOf, type Connection } from '../logto/connection.ts';
import { sentence } from '../sentence.ts';

/** Where a tenant's secret lies; `none` for the demo, which has none to keep, and for one that was given none yet. */
export type SecretStoreKind = 'keychain' | 'secretStorage' | 'session' | 'none';

/** The id of the embedded demo, of which there is one. */
export const DEMO_ID = 'demo';

/** A tenant as it is remembered: everything but its secret. */
export interface TenantProfile extends Connection {
  readonly id: string;
  readonly name: string;
  readonly kind: 'cloud' | 'selfHosted' | 'demo';
  readonly secretStore: SecretStoreKind;
  /** Where its Console is; only of one that was asked for, since the address of a self-hosted one does not follow. */
  readonly consoleUrl?: string;
}

/** The part of VS Code's Memento that is needed. */
export interface Memento {
  get(key: string): unknown;
  update(key: string, value: unknown): Thenable<void>;
}

/** Frees a listener; VS Code's Disposable is one. */
export interface Disposable {
  dispose(): void;
}

const KEY = 'tenants';
const VERSION = 1;

const FIELDS = {
  ...{ id: v.string(), name: v.string(), kind: v.picklist(['cloud', 'selfHosted', 'demo']) },
  ...{ baseUrl: v.string(), tokenUrl: v.string(), resource: v.string(), clientId: v.string() },
  secretStore: v.picklist(['keychain', 'secretStorage', 'session', 'none']),
  consoleUrl: v.exactOptional(v.string()),
};

/** Drops whatever else a caller's object holds, so that a secret cannot slip in. */
const PROFILE = v.object(FIELDS);

/** Keeps what it does not know: writing one tenant must not change another. */
const STORED = v.object({ version: v.literal(VERSION), tenants: v.array(v.looseObject(FIELDS)) });

/** How often a change of the list is made until it is there. */
const MOST_TRIES = 3;

/** A folder's name may have 255 characters at most, which is what a host may have alone. */
const HOST_LENGTH = 100;

/**
 * A tenant's id: readable, safe as the name of a folder, and the same for the same host and application, so that
 * snapshots are found again when a tenant is connected anew.
 */
export function tenantIdOf({ baseUrl, clientId }: Connection): string {
  const { host, origin } = new URL(baseUrl);
  const hash = createHash('sha256').update(`${origin} ${clientId}`).digest('hex');
  const name = host.replace(/[^a-z0-9.-]/gi, '-').slice(0, HOST_LENGTH);
  return `${name}-${hash.slice(0, 8)}`;
}

/** The connected tenants, kept in a memento. Never a secret: see the vault. */
export class TenantStore {
  readonly #memento: Memento;
  readonly #listeners = new Set<() => void>();

  constructor(memento: Memento) {
    this.#memento = memento;
  }

  /** Tenants in the order in which they were connected. */
  list(): readonly TenantProfile[] {
    return this.#stored().map((tenant) => ({ ...tenant, kind: kindNow(tenant) }));
  }

  get(id: string): TenantProfile | undefined {
    return this.list().find((tenant) => tenant.id === id);
  }

  /** Adds a tenant, or replaces the one with its id. */
  async save(profile: TenantProfile): Promise<void> {
    const tenant = { ...v.parse(PROFILE, profile), name: oneLine(profile.name) };
    await this.#change((tenants) =>
      tenants.some(({ id }) => id === tenant.id)
        ? tenants.map((one) => (one.id === tenant.id ? tenant : one))
        : [...tenants, tenant],
    );
  }

  async remove(id: string): Promise<void> {
    await this.#change((tenants) => tenants.filter((tenant) => tenant.id !== id));
  }

  /** Calls `listener` whenever the list has changed. */
  onDidChange(listener: () => void): Disposable {
    this.#listeners.add(listener);
    return { dispose: () => void this.#listeners.delete(listener) };
  }

  #stored(): readonly TenantProfile[] {
    const stored = this.#memento.get(KEY);
    return stored === undefined ? [] : parseStored(stored);
  }

  /**
   * Changes the list. VS Code tells its mementos of every write, also of their own: where that comes late, an older list
   * takes the place of one that is being written. So it is looked whether the change is there, and else made again.
   */
  async #change(change: (tenants: readonly TenantProfile[]) => readonly TenantProfile[]): Promise<void> {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      await this.#memento.update(KEY, { version: VERSION, tenants: change(this.#stored()) });
      if (isDeepStrictEqual(change(this.#stored()), this.#stored())) break;
    }
    for (const listener of this.#listeners) listener();
  }
}

/** What kind a tenant is follows from its connection, whatever an earlier version took it for. */
function kindNow(tenant: TenantProfile): TenantProfile['kind'] {
  return tenant.kind === 'demo' ? 'demo' : kindOf(tenant);
}

/** The tenants of a stored list; a list that is not understood is refused, so that nothing ever writes over it. */
function parseStored(stored: unknown): readonly TenantProfile[] {
  const { success, output, issues } = v.safeParse(STORED, stored, { abortEarly: true });
  if (success) return output.tenants;
  const where = v.getDotPath(issues[0]) ?? 'all of it';
  if (where === 'version') throw unknownVersion();
  throw new AccessError(sentence`The list of connected tenants is damaged (${where}).`, {
    code: 'tenants.damaged',
    hint: sentence`Install the version of Logto Access that wrote it. Nothing of the list was changed.`,
  });
}

function unknownVersion(): AccessError {
  return new AccessError(
    sentence`The list of connected tenants was written by another version of Logto Access.`,
    {
      code: 'tenants.unknown_version',
      hint: sentence`Update the extension. Nothing of the list was changed.`,
    },
  );
}
