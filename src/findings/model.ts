import type { FindableKind } from '../snapshot/read/findable.ts';

/** How much a finding matters, most first. */
export const SEVERITIES = ['high', 'medium', 'low'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Something that a finding names. */
export interface FoundThing {
  readonly kind: FindableKind | 'invitation';
  readonly id: string;
  readonly label: string;
}

/** The organization that something was seen in. */
export interface FoundPlace {
  readonly id: string;
  readonly name: string;
}

/** What a rule saw. */
export interface Sight {
  /** What it is about: these, and then the organization, tell it from all else that the rule sees. */
  readonly about: readonly FoundThing[];
  /** What the sentence names besides. */
  readonly also?: readonly FoundThing[];
  /** Left out where it is of the whole tenant. */
  readonly organization?: FoundPlace;
  /** What somebody or something holds or gives, where that is what is seen of it: with more of it, it is another matter. */
  readonly roleIds?: readonly string[];
  /** By what people get these roles: e-mail domains and ids of identity providers; with more of them, it is another matter. */
  readonly joinedBy?: readonly string[];
  /** Says what was seen, as a sentence without its full stop: many findings are only counted. */
  readonly saw: () => string;
}

/** Something in a snapshot that looks wrong. */
export interface Finding {
  /** The id of the rule. */
  readonly rule: string;
  readonly severity: Severity;
  /** The same for the same finding in any snapshot of the tenant: `<rule>/<ids>/<organization>`. */
  readonly key: string;
  readonly saw: string;
  readonly organization?: FoundPlace;
  /** What the finding names, the most important first. */
  readonly subjects: readonly FoundThing[];
  /** The roles that are held or given, where it is about that; they may change, and the finding stays the same. */
  readonly roleIds?: readonly string[];
  /** E-mail domains and ids of identity providers by which people get them, where it is about that; they may change, too. */
  readonly joinedBy?: readonly string[];
}

/** How many findings of a rule there are in one organization. */
export interface FoundIn {
  /** Left out for those of the whole tenant. */
  readonly organization?: FoundPlace;
  readonly count: number;
}
