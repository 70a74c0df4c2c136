/** A number that a rule compares with. */
export interface NumberThreshold {
  readonly default: number;
  readonly least: number;
  readonly most: number;
  readonly about: string;
}

/** The numbers that a person may change, each with what it may be. */
export const NUMBER_THRESHOLDS = {
  dormantDays: {
    ...{ default: 90, least: 1, most: 3650 },
    about: 'Days without signing in after which a person counts as dormant.',
  },
  neverSignedInDays: {
    ...{ default: 7, least: 0, most: 3650 },
    about: 'Days that a new person has to sign in for the first time before they count as dormant.',
  },
  pendingInvitationDays: {
    ...{ default: 5, least: 1, most: 3650 },
    about: 'Days after which an invitation that nobody answered has been open for long.',
  },
  /** A domain of all members leaves none to tell of. */
  usualDomainPercent: {
    ...{ default: 25, least: 1, most: 99 },
    about: 'Share of an organization’s members with an e-mail that makes a domain usual there, in percent.',
  },
  usualDomainMembers: {
    ...{ default: 5, least: 2, most: 100_000 },
    about: 'Members with an e-mail that an organization needs before it has usual domains.',
  },
} as const satisfies Readonly<Record<string, NumberThreshold>>;

export type NumberThresholdName = keyof typeof NUMBER_THRESHOLDS;
export type ThresholdName = NumberThresholdName | 'privilegedRoles';

/** What rules compare with. */
export type Thresholds = Readonly<Record<NumberThresholdName, number>> & {
  /**
   * Names of the organization roles that count as most privileged. Where there are none, it is the role for people
   * with the most permissions, or those where several have as many.
   */
  readonly privilegedRoles: readonly string[];
};

/** How to judge: what rules compare with, and which of them are off. */
export interface FindingSettings {
  readonly thresholds: Thresholds;
  readonly off: readonly string[];
}

export const DEFAULT_THRESHOLDS: Thresholds = {
  dormantDays: NUMBER_THRESHOLDS.dormantDays.default,
  neverSignedInDays: NUMBER_THRESHOLDS.neverSignedInDays.default,
  pendingInvitationDays: NUMBER_THRESHOLDS.pendingInvitationDays.default,
  usualDomainPercent: NUMBER_THRESHOLDS.usualDomainPercent.default,
  usualDomainMembers: NUMBER_THRESHOLDS.usualDomainMembers.default,
  privilegedRoles: [],
};

export const DEFAULT_SETTINGS: FindingSettings = { thresholds: DEFAULT_THRESHOLDS, off: [] };
