import type {
  Application,
  C1Origin,
  GlobalRole,
  Organization,
  OrganizationRole,
  User,
} from '../snapshot/model.ts';

/**
 * What a C1 file has of rows: it cuts long texts, has a name where there is none, and lacks some rows. A snapshot is
 * compared with such a file as it would look in one, since what differs otherwise did not change.
 */
export interface C1View {
  readonly user: (user: User) => User;
  readonly organization: (organization: Organization) => Organization;
  /** Undefined for a role that it lacks. */
  readonly organizationRole: <T extends OrganizationRole>(role: T) => T | undefined;
  readonly globalRole: <T extends GlobalRole>(role: T) => T;
  /** Undefined for an application that it lacks. */
  readonly application: (application: Application) => Application | undefined;
}

/** How a C1 file like the one that a snapshot was read from has rows. */
export type C1ViewLike = (origin: C1Origin) => C1View;
