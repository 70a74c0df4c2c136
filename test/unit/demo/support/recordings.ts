import { readdirSync, readFileSync } from 'node:fs';

const FOLDER = new URL('../../../fixtures/logto/recordings/', import.meta.url);

/** One answer of the real server and the request that it answered. */
export interface Recording {
  readonly name: string;
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly query: Readonly<Record<string, string | readonly string[]>>;
    readonly authorization: string | null;
    readonly form?: Readonly<Record<string, string>>;
    readonly body?: unknown;
  };
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export const recordings: readonly Recording[] = readdirSync(FOLDER)
  .sort()
  .map((file) => ({
    name: file.replace('.json', ''),
    ...(JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as Omit<Recording, 'name'>),
  }));

/** The rows of a recorded answer. */
export function recorded(name: string): readonly unknown[] {
  const recording = recordings.find((candidate) => candidate.name === name);
  if (!Array.isArray(recording?.body)) throw new Error(`${name} is not a recorded list.`);
  return recording.body;
}
