import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';

const SCHEMA = new URL('../fixtures/sarif/sarif-2.1.0.schema.json', import.meta.url);

/** What a test looks at in a log. */
export interface SarifLog {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
    readonly invocations?: readonly Readonly<
      Record<
        'toolExecutionNotifications' | 'toolConfigurationNotifications',
        readonly { readonly level: string; readonly message: { readonly text: string } }[]
      >
    >[];
    readonly properties?: Readonly<Record<string, unknown>>;
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly level: string;
      readonly message: { readonly text: string };
      readonly locations: readonly {
        readonly logicalLocations?: readonly { readonly fullyQualifiedName: string }[];
      }[];
      readonly partialFingerprints?: Readonly<Record<string, string>>;
    }[];
  }[];
}

/** Reads a SARIF log, and asserts that it is one by the schema. */
export function readSarif(text: string): SarifLog {
  const schema = JSON.parse(readFileSync(SCHEMA, 'utf8')) as Record<string, unknown>;
  // draft-04 differs from what ajv reads in nothing that this schema uses but the names of these two
  delete schema.$schema;
  delete schema.id;
  const ajv = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false });
  const validate = ajv.compile(schema);
  const log: unknown = JSON.parse(text);
  assert.ok(validate(log), JSON.stringify(validate.errors));
  return log as SarifLog;
}
