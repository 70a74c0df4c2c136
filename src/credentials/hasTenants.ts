import type { Memento } from './tenants.ts';

/** Whether some tenant is connected, without reading the list: enough for what is shown before anything is loaded. */
export function hasTenants(memento: Memento): boolean {
  const stored = memento.get('tenants');
  const list =
    typeof stored === 'object' && stored !== null && 'tenants' in stored ? stored.tenants : undefined;
  return Array.isArray(list) && list.length > 0;
}
