import type { TenantData } from '../../../../src/demo/index.ts';

/** Everything a tenant holds as plain data, in its order, to compare two tenants. */
export function dump(data: TenantData): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(data).map(([name, value]: [string, unknown]) => [name, plain(value)]),
  );
}

function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if ('list' in value && typeof value.list === 'function') return (value.list as () => unknown).call(value);
  return Symbol.iterator in value ? [...(value as Iterable<unknown>)] : value;
}
