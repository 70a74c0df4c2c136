import type { Seen } from '../access/map/messages.ts';
import type { MapPlace } from '../access/map/place.ts';
import type { Opened } from './opened.ts';

/** One way to see access: what the page shows below its bar. */
export interface View {
  readonly element: HTMLElement;
  /** Called when the element is in the page. */
  mount(): void;
  /** Leaves only what a text is part of, where the view has a filter. */
  filter?(text: string): void;
  /** Called when everything has come. */
  done?(): void;
  /** The view as a picture of its own, in the page so that its colours are known. */
  picture(): SVGSVGElement;
  /** What the picture is and what it shows, in lines. */
  words(): readonly string[];
  dispose(): void;
}

/** What a view is told, and what it may ask for. */
export interface ViewContext {
  readonly place: MapPlace;
  readonly filter: string;
  readonly seen: Seen;
  readonly onSeen: (changed: Partial<Seen>) => void;
  /** The stack that was opened just now, where one was. */
  readonly opened: Opened | undefined;
  readonly go: (place: MapPlace) => void;
  /** Shows the place with a stack opened, as the same step of the way. */
  readonly open: (place: MapPlace, opened: Opened) => void;
}
