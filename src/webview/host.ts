import type { FromPage, MapWhere, ToPage } from '../access/map/messages.ts';
import type { MapPlace } from '../access/map/place.ts';
import { isToPage } from './check.ts';

/** A place, and how one saw it. */
export interface Step {
  readonly place: MapPlace;
  readonly filter: string;
  /** How far the matrix is scrolled down, in pixels. */
  readonly scroll: number;
}

/** What the page keeps while it is hidden or reloaded. */
export interface PageState extends MapWhere, Step {
  /** The steps before this one. */
  readonly back: readonly Step[];
}

interface VsCodeApi {
  postMessage(message: FromPage): void;
  getState(): PageState | undefined;
  setState(state: PageState): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** The extension, as the page knows it. */
export const host = acquireVsCodeApi();

/** Calls `listener` with what the extension says. */
export function onMessage(listener: (message: ToPage) => void): void {
  window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (isToPage(data)) listener(data);
  });
}
