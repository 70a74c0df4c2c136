import type { Answer } from './answer.ts';
import { invalidPagination, ok } from './answer.ts';
import type { Listing } from './listing.ts';
import type { ApiRequest } from './route.ts';

const DEFAULT_SIZE = 20;
const LARGEST_SIZE = 100;

interface Page {
  readonly offset: number;
  readonly limit: number;
}

type View<Row> = (row: Row) => unknown;

/** Answers one page of a list, with `Total-Number` and `Link`. */
export function paged<Row>(request: ApiRequest, listing: Listing<Row>, view: View<Row> = asItIs): Answer {
  const { offset, limit } = pageOf(request.query);
  const body = listing.slice(offset, limit).map(view);
  const capped = listing.capped === true ? { 'total-number-is-capped': 'true' } : {};
  const headers = { 'total-number': String(listing.total), ...capped, link: links(request, listing) };
  return { status: 200, body, headers };
}

/** Answers a page where `page` or `page_size` asks for one, else everything and no header about pages. */
export function optionallyPaged<Row>(
  request: ApiRequest,
  listing: Listing<Row>,
  view: View<Row> = asItIs,
): Answer {
  const asked = request.query.get('page') ?? request.query.get('page_size');
  if (asked) return paged(request, listing, view);
  return ok(listing.slice(0, listing.total).map(view));
}

/** A page number may be a fraction: the real server only multiplies it. */
function pageOf(query: URLSearchParams): Page {
  const page = positive(query, 'page', 1);
  const limit = positive(query, 'page_size', DEFAULT_SIZE);
  if (limit > LARGEST_SIZE) throw invalidPagination();
  return { offset: (page - 1) * limit, limit };
}

function positive(query: URLSearchParams, key: string, otherwise: number): number {
  const written = query.getAll(key).join(',');
  const value = written === '' ? otherwise : Number(written);
  if (!(value > 0)) throw invalidPagination();
  return value;
}

/** The `Link` header with the real server's mistake: its addresses lack `/api`, so that they lead to a web page. */
function links(request: ApiRequest, { total, capped = false }: Listing<unknown>): string {
  const { offset, limit } = pageOf(request.query);
  const page = Math.floor(offset / limit) + 1;
  const last = Math.max(1, Math.ceil(total / limit));
  return [
    link(request, 1, 'first'),
    page > 1 && link(request, page - 1, 'prev'),
    !capped && link(request, last, 'last'),
    !capped && page < last && link(request, page + 1, 'next'),
  ]
    .filter((part) => part !== false)
    .join(', ');
}

/** Repeated parameters become one with commas, and `page` keeps its place or comes last. */
function link({ origin, path, query }: ApiRequest, page: number, relation: string): string {
  const parameters = Object.fromEntries([...query.keys()].map((key) => [key, query.getAll(key).join(',')]));
  const search = new URLSearchParams({ ...parameters, page: String(page) });
  return `<${origin}${path}?${search.toString()}>; rel="${relation}"`;
}

function asItIs(row: unknown): unknown {
  return row;
}
