import assert from 'node:assert/strict';
import { parsePolicy } from '../../../src/policy/parse.ts';
import { policyOf } from './support/checked.ts';

describe('The text of a policy', () => {
  it('is not taken where it says nothing, or what always holds', () => {
    const wrong = (policy: string): string[] => parsePolicy(policy).errors.map(({ message }) => message);
    assert.deepEqual(wrong('{ "assertions": [] }'), [
      'Nothing is asserted here, which would hold for ever: add an assertion.',
    ]);
    assert.deepEqual(wrong(policyOf({ assert: 'atLeast', role: 'admin', people: 0 })), [
      'people has to be at least 1, not 0.',
    ]);
  });

  it('wants a domain without the @ that stands before it in an address', () => {
    const policy = policyOf({ assert: 'emailDomains', role: 'admin', domains: ['acme.com', '@acme.com'] });
    const [error, ...others] = parsePolicy(policy).errors;
    assert.deepEqual(others, []);
    assert.equal(error?.message, 'Leave out the @ and what stands before it: a domain is such as acme.com.');
    assert.equal(policy.slice(error.at.offset).slice(0, error.at.length), '"@acme.com"');
  });

  it('wants a domain as it stands in an e-mail, without signs that would make everybody breach it', () => {
    for (const domain of [
      '*.example',
      '.example',
      ' acme.example',
      'acme.example.',
      'a..example',
      'https://a.example',
    ]) {
      const policy = policyOf({ assert: 'emailDomains', role: 'admin', domains: [domain] });
      assert.deepEqual(
        parsePolicy(policy).errors.map(({ message }) => message),
        ['A domain is such as acme.com, without a *, a space, or a dot before or behind it.'],
      );
    }
  });

  it('says what is wrong with it, and where', () => {
    const wrong = (text: string): string =>
      parsePolicy(text)
        .errors.map(({ at, message }) => `${at.line + 1}:${at.column + 1} ${message}`)
        .join('\n');
    assert.match(wrong('{'), /^1:\d This is not JSON with comments: /);
    assert.match(wrong('{}'), /^1:1 assertions is missing/);
    const deep = '[{"a":'.repeat(20_000);
    assert.equal(wrong(deep), '1:1 There are too many lists or objects within each other.');
    assert.match(wrong(policyOf({ assert: 'atMost', people: 1 })), /^3:5 permission is missing/);
    assert.match(
      wrong(policyOf({ assert: 'nonsense' })),
      /^4:17 assert has to be one of "emailDomains", .*, not "nonsense"\.$/,
    );
    const extra = policyOf({ assert: 'requiresMfa', organisations: ['Acme'] });
    assert.match(wrong(extra), /^5:\d+ requiresMfa takes no organisations\.$/);
    assert.match(
      wrong(JSON.stringify({ tenant: ['a'], ...JSON.parse(policyOf({ assert: 'requiresMfa' })) })),
      /^1:\d+ A policy takes no tenant\.$/,
    );
    assert.equal(wrong(policyOf({ assert: 'requiresMfa' })), '');
  });

  it('is not taken where it says something twice, of which only one would be read', () => {
    const twice = (text: string): string[] =>
      parsePolicy(text).errors.map(({ at, message }) => `${at.line + 1}:${at.column + 1} ${message}`);
    const [mfa, least] = [
      '{ "assert": "requiresMfa" }',
      '{ "assert": "atLeast", "role": "admin", "people": 2 }',
    ];
    assert.deepEqual(
      twice(
        `{ "assertions": [\n${mfa},\n${least},\n{ "people": 2, "role": "admin", "assert": "atLeast" }] }`,
      ),
      ['4:43 This is the same assertion as in line 3: remove one of them.'],
    );
    assert.deepEqual(twice(`{ "assertions": [${mfa},\n${mfa.replace('}', ', "because": "So." }')}] }`), [
      '2:13 This is the same assertion as in line 1: remove one of them.',
    ]);
    assert.deepEqual(twice(`{ "assertions": [${mfa}],\n  "assertions": [${least}] }`), [
      '2:3 There is another assertions in line 1, and only one of them would be read: make them one.',
    ]);
    assert.deepEqual(
      twice(
        `{ "assertions": [\n${mfa.replace('}', ', "organizations": [], \n"organizations": ["o1"] }')}] }`,
      ),
      ['3:1 There is another organizations in line 2, and only one of them would be read: make them one.'],
    );
    assert.deepEqual(twice(`{ "assertions": [${least}, ${least.replace('2', '3')}, ${mfa}] }`), []);
  });
});
