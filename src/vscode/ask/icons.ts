import type { FindableKind } from '../../snapshot/read/findable.ts';
import { ICONS } from '../views/icons.ts';

/** Codicons by kind of what was found: those of the Access view, which has no line for an API resource. */
export const THING_ICONS: Readonly<Record<FindableKind, string>> = { ...ICONS, resource: 'symbol-interface' };
