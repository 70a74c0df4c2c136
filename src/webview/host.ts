import type { FromPage, PageState, ToPage } from '../access/map/messages.ts';
import { isToPage } from './check.ts';

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
