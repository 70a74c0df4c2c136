import type { MapPart } from './parts.ts';
import type { MapPlace } from './place.ts';

/** What the extension and the page of a map say to each other: plain data, checked by whoever gets it. */

/** Where a map is. */
export interface MapWhere {
  readonly snapshotId: string;
  readonly place: MapPlace;
}

/** How one saw a matrix. */
export interface Seen {
  /** How far it was scrolled down, in pixels. */
  readonly scroll: number;
  /** Which of its cells had the keyboard; rows are counted from 0, and the header is row -1. */
  readonly cell: { readonly row: number; readonly column: number };
}

/** A place, and how one saw it. */
export interface Step extends Seen {
  readonly place: MapPlace;
  readonly filter: string;
}

/** What VS Code keeps for the page while it is hidden or reloaded. */
export interface PageState extends MapWhere, Step {
  /** The steps before this one. */
  readonly back: readonly Step[];
}

/** A step of the way to what is shown, the last of which is that itself. */
export interface Crumb {
  readonly label: string;
  readonly place: MapPlace;
}

/** To the page. */
export type ToPage =
  /** Go there. */
  | { readonly type: 'go'; readonly where: MapWhere }
  /** Show again what was shown before the page was hidden. */
  | { readonly type: 'resume' }
  /** What follows is of this place. */
  | {
      readonly type: 'place';
      readonly request: number;
      readonly crumbs: readonly Crumb[];
      /** `as of Nov 24, 09:30` */
      readonly source: string;
    }
  | { readonly type: 'part'; readonly request: number; readonly part: MapPart }
  | { readonly type: 'done'; readonly request: number }
  | { readonly type: 'failed'; readonly request: number; readonly message: string };

/** What a map can be saved as. */
export type PictureFormat = 'svg' | 'png';

/** A picture is no longer than this, in characters. */
export const MOST_OF_PICTURE = 100_000_000;

/** So much is told of what a picture is of, in characters; a name in a tenant may be longer. */
export const MOST_OF_NAME = 200;

/** From the page. */
export type FromPage =
  /** The page can be spoken to; it may have been somewhere before. */
  | { readonly type: 'ready'; readonly hasState: boolean }
  /** What is there? The answers bear the same number. */
  | { readonly type: 'show'; readonly request: number; readonly where: MapWhere }
  | { readonly type: 'text'; readonly where: MapWhere }
  /** The text of an SVG, or a PNG in base64. */
  | { readonly type: 'save'; readonly format: PictureFormat; readonly name: string; readonly data: string }
  /** There is nothing to save: it would be too large, or the browser could not draw it. */
  | { readonly type: 'noPicture'; readonly format: PictureFormat; readonly isTooLarge: boolean };
