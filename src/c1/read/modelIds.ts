import type { ResourceId } from '../gen/connector_pb.js';
import { damaged } from './failures.ts';

/**
 * The id by which the model knows a resource: its own where it is of the type that the model has in mind, else with its
 * type, since other connectors count each type from 1.
 */
export function modelId(id: ResourceId | undefined, type: string): string {
  const { resourceType, resource } = checkedId(id);
  return resourceType === type ? resource : `${resourceType}:${resource}`;
}

/** An id that is whole. */
export function checkedId(id: ResourceId | undefined): ResourceId {
  if (id === undefined || id.resourceType === '' || id.resource === '') throw damaged('a resource has no id');
  return id;
}
