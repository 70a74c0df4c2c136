import * as v from 'valibot';
import {
  MOST_OF_NAME,
  MOST_OF_PICTURE,
  type FromPage,
  type MapWhere,
  type PageState,
  type Step,
} from '../../access/map/messages.ts';
import { GRAPH_KINDS, type MapPlace } from '../../access/map/place.ts';

/** Checks what comes from the page of a map, and what VS Code kept for it. */

const ORGANIZATION = { organizationId: v.exactOptional(v.string()) };
/** As many things as any stack opens to. */
const OPEN = v.record(v.string(), v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000)));

const PLACE: v.GenericSchema<unknown, MapPlace> = v.variant('view', [
  v.object({ view: v.literal('matrix'), ...ORGANIZATION }),
  v.object({
    view: v.literal('graph'),
    of: v.object({ kind: v.picklist(GRAPH_KINDS), id: v.string() }),
    open: OPEN,
    ...ORGANIZATION,
  }),
  v.object({ view: v.literal('time'), ...ORGANIZATION }),
]);

const WHERE: v.GenericSchema<unknown, MapWhere> = v.object({ snapshotId: v.string(), place: PLACE });

const STEP = {
  ...{ place: PLACE, filter: v.string(), scroll: v.number() },
  cell: v.object({ row: v.pipe(v.number(), v.integer()), column: v.pipe(v.number(), v.integer()) }),
};
const BACK: v.GenericSchema<unknown, Step[]> = v.array(v.object(STEP));
const STATE: v.GenericSchema<unknown, PageState> = v.object({ snapshotId: v.string(), ...STEP, back: BACK });

const DATA = v.pipe(v.string(), v.maxLength(MOST_OF_PICTURE));
const FORMAT = v.picklist(['svg', 'png']);

const FROM_PAGE: v.GenericSchema<unknown, FromPage> = v.variant('type', [
  v.object({ type: v.literal('ready'), hasState: v.boolean() }),
  v.object({ type: v.literal('show'), request: v.pipe(v.number(), v.integer()), where: WHERE }),
  v.object({ type: v.literal('text'), where: WHERE }),
  v.object({
    ...{ type: v.literal('save'), name: v.pipe(v.string(), v.maxLength(MOST_OF_NAME)) },
    ...{ format: FORMAT, data: DATA },
  }),
  v.object({ type: v.literal('noPicture'), format: FORMAT, isTooLarge: v.boolean() }),
]);

/** A message of the page; undefined where it is none. */
export function parseMessage(message: unknown): FromPage | undefined {
  const parsed = v.safeParse(FROM_PAGE, message);
  return parsed.success ? parsed.output : undefined;
}

/** Whether a page can go on from what VS Code kept for it; not where another version kept something else. */
export function isPageState(state: unknown): state is PageState {
  return v.is(STATE, state);
}
