import { posix, win32 } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FoundPlace, FoundThing } from '../model.ts';

/** What SARIF 2.1.0 tells of one rule and one result, as far as Logto Access has it. */

export type SarifLevel = 'error' | 'warning' | 'note';

export interface SarifRule {
  readonly id: string;
  readonly shortDescription: { readonly text: string };
  readonly fullDescription: { readonly text: string };
  readonly help: { readonly text: string };
  readonly helpUri?: string;
  readonly defaultConfiguration: { readonly level: SarifLevel };
}

export interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: SarifLevel;
  readonly message: { readonly text: string };
  readonly locations: readonly SarifLocation[];
  /** By which consumers know the same result again in another run. */
  readonly partialFingerprints?: Readonly<Record<string, string>>;
}

export interface SarifLocation {
  readonly physicalLocation?: {
    readonly artifactLocation: { readonly uri: string };
    readonly region?: { readonly startLine: number; readonly startColumn: number };
  };
  readonly logicalLocations?: readonly SarifThing[];
}

interface SarifThing {
  readonly name: string;
  readonly fullyQualifiedName: string;
  readonly kind: string;
}

/** Things of a tenant as SARIF tells where in it something is. */
export function logicalLocations(things: readonly FoundThing[], organization?: FoundPlace): SarifThing[] {
  return things.map(({ kind, id, label }) => ({
    name: label,
    fullyQualifiedName: [...(organization ? [organization.id] : []), kind, id].join('/'),
    kind: 'resource',
  }));
}

/** What whoever reads the results has to know of the run, in sentences. */
export interface SarifWarnings {
  readonly execution: readonly string[];
  readonly configuration: readonly string[];
}

/** What is told of a run beside its rules and results. */
export interface SarifRun {
  readonly warnings?: SarifWarnings;
  /** Asked for after the results. */
  readonly properties?: () => object;
}

const NO_WARNINGS: SarifWarnings = { execution: [], configuration: [] };

/** A log of one run, a piece at a time, so that as many results as there are need no memory. */
export function* sarifLog(
  version: string,
  rules: readonly SarifRule[],
  results: Iterable<SarifResult>,
  { warnings = NO_WARNINGS, properties }: SarifRun = {},
): Generator<string> {
  const driver = { name: 'Logto Access', semanticVersion: version, rules };
  const invocation = {
    executionSuccessful: true,
    toolExecutionNotifications: warnings.execution.map(toWarning),
    toolConfigurationNotifications: warnings.configuration.map(toWarning),
  };
  yield '{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{\n';
  yield `"tool":${JSON.stringify({ driver })},\n"invocations":${JSON.stringify([invocation])},\n"columnKind":"utf16CodeUnits",\n"results":[`;
  yield* listed(harmless(results));
  yield properties === undefined ? ']}]}\n' : `],\n"properties":${JSON.stringify(properties())}}]}\n`;
}

function toWarning(text: string): object {
  return { level: 'warning', message: { text: plainText(text) } };
}

function* harmless(results: Iterable<SarifResult>): Generator<SarifResult> {
  for (const result of results) yield { ...result, message: { text: plainText(result.message.text) } };
}

/**
 * SARIF makes links of `[text](address)` and placeholders of `{0}` in any message: a name must become neither. It has an
 * escape for brackets within links alone, so a space keeps them apart.
 */
function plainText(text: string): string {
  return text.replaceAll('](', '] (').replace(/[{}]/g, '$&$&');
}

/** The items of a JSON list, each on a line of its own. */
export function* listed(items: Iterable<unknown>): Generator<string> {
  let before = '\n';
  for (const item of items) {
    yield `${before}${JSON.stringify(item)}`;
    before = ',\n';
  }
}

/** A path as the reference to a file that SARIF asks for. Where it is relative, its colons must not look like a scheme. */
export function fileUri(file: string, windows = process.platform === 'win32'): string {
  if ((windows ? win32 : posix).isAbsolute(file)) return pathToFileURL(file, { windows }).href;
  const path = windows ? file.replaceAll('\\', '/') : file;
  return encodeURI(path).replace(/[?#:]/g, encodeURIComponent);
}
