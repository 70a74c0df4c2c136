import { toJsonSchema } from '@valibot/to-json-schema';
import type { Tool } from './tool.ts';

/** What a tool takes, as a JSON Schema. */
export function jsonSchemaOf({ input }: Tool): { type: 'object'; [key: string]: unknown } {
  const schema = toJsonSchema(input, { target: 'draft-07' });
  delete schema.$schema; // who asks for tools knows what their schemas are
  return { ...schema, type: 'object' };
}
