import type { ToPage } from '../access/map/messages.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What each message has to have; the extension made it, so that its parts need not be looked through. */
const CHECKS: Readonly<Record<ToPage['type'], (message: Fields) => boolean>> = {
  go: ({ where }) => isFields(where) && typeof where.snapshotId === 'string' && isFields(where.place),
  resume: () => true,
  place: ({ request, crumbs, source }) =>
    isNumber(request) && Array.isArray(crumbs) && crumbs.length > 0 && typeof source === 'string',
  part: ({ request, part }) => isNumber(request) && isFields(part) && typeof part.part === 'string',
  done: ({ request }) => isNumber(request),
  failed: ({ request, message }) => isNumber(request) && typeof message === 'string',
};

/** Whether something is a message of the extension. */
export function isToPage(data: unknown): data is ToPage {
  if (!isFields(data) || typeof data.type !== 'string' || !Object.hasOwn(CHECKS, data.type)) return false;
  return CHECKS[data.type as ToPage['type']](data);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number';
}
