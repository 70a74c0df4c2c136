import * as v from 'valibot';
import type { Span } from '../jsonTree.ts';

/** The file in a workspace that says what must hold. */
export const POLICY_FILE = 'logto-access.policy.jsonc';

const NAME = v.pipe(v.string(), v.minLength(1));
const PEOPLE = v.pipe(v.number(), v.integer(), v.minValue(0));
const DIFFERENT = v.check(
  (names: string[]) => new Set(names).size === names.length,
  'A name stands here twice: name each once.',
);
/** Nothing would be checked otherwise, and so hold for ever. */
const SOME = v.check(
  (names: string[]) => names.length > 0,
  'None is named here: name one, or leave this out to mean every one.',
);
/** Labels with dots between them: whatever else would be no e-mail's, and so make everybody breach it. */
const DOMAIN_PATTERN = /^[^@*/:.\s]+(\.[^@*/:.\s]+)*$/;
const DOMAIN = v.pipe(
  NAME,
  v.check(
    (domain) => DOMAIN_PATTERN.test(domain),
    ({ input }) =>
      input.includes('@')
        ? 'Leave out the @ and what stands before it: a domain is such as acme.com.'
        : 'A domain is such as acme.com, without a *, a space, or a dot before or behind it.',
  ),
);
const BECAUSE = { because: v.exactOptional(v.string()) };

/** The kinds of assertions; roles, permissions and organizations are named by name or id. */
const ASSERTION = v.variant('assert', [
  /** Only people with an e-mail of these domains hold the role. */
  v.strictObject({
    ...{ assert: v.literal('emailDomains'), role: NAME, domains: v.pipe(v.array(DOMAIN), v.minLength(1)) },
    ...BECAUSE,
  }),
  /** In each organization, at most so many people have the permission. */
  v.strictObject({ assert: v.literal('atMost'), people: PEOPLE, permission: NAME, ...BECAUSE }),
  /** In each organization that has members, at least so many people who are not suspended hold the role. */
  v.strictObject({
    assert: v.literal('atLeast'),
    people: v.pipe(PEOPLE, v.minValue(1)),
    role: NAME,
    ...BECAUSE,
  }),
  /** Nobody holds two of the roles: in one organization, where global roles count too, or in however many. */
  v.strictObject({
    ...{ assert: v.literal('separate'), roles: v.pipe(v.array(NAME), v.minLength(2), DIFFERENT) },
    within: v.exactOptional(v.picklist(['organization', 'tenant']), 'organization'),
    ...BECAUSE,
  }),
  /** The organizations require MFA; every one where none is named. */
  v.strictObject({
    ...{ assert: v.literal('requiresMfa'), organizations: v.exactOptional(v.pipe(v.array(NAME), SOME)) },
    ...BECAUSE,
  }),
]);

export const POLICY = v.strictObject({
  $schema: v.exactOptional(v.string()),
  /** By name or id; every tenant where left out. */
  tenants: v.exactOptional(v.pipe(v.array(NAME), SOME, DIFFERENT)),
  assertions: v.pipe(
    v.array(ASSERTION),
    v.check(
      ({ length }) => length > 0,
      'Nothing is asserted here, which would hold for ever: add an assertion.',
    ),
  ),
});

/** Something that must hold in every snapshot. */
export type Assertion = Readonly<v.InferOutput<typeof ASSERTION>>;
export type AssertionOf<K extends Assertion['assert']> = Extract<Assertion, { readonly assert: K }>;

/** For which tenants a policy is, and where it says so. */
export interface PolicyTenants {
  readonly names: readonly string[];
  readonly at: Span;
}
