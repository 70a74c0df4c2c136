import {
  MOST_OF_NAME,
  type MapWhere,
  type PageState,
  type PictureFormat,
  type Step,
  type ToPage,
} from '../access/map/messages.ts';
import type { MapPart } from '../access/map/parts.ts';
import type { MapPlace } from '../access/map/place.ts';
import { Bar } from './bar.ts';
import { h } from './dom.ts';
import { GraphView } from './graphView.ts';
import { HEADER } from './grid.ts';
import { withHeading } from './heading.ts';
import { headingLines } from './headingWords.ts';
import { host, onMessage } from './host.ts';
import { MatrixView } from './matrixView.ts';
import type { Opened } from './opened.ts';
import { pictureData } from './picture.ts';
import { TimeView } from './timeView.ts';
import type { View, ViewContext } from './view.ts';

/** How far one has scrolled is lost where the page goes away before. */
const KEEP_MS = 150;
/** How one sees what one goes to. */
const FRESH = { filter: '', scroll: 0, cell: HEADER } as const;

/** The page of a map: where one is, the way back, and the view of it. */
export class Page {
  readonly #root: HTMLElement;
  readonly #main = h('main', { 'aria-busy': 'true' });
  readonly #bar: Bar;
  #state: PageState | undefined = host.getState();
  #request = 0;
  #view: View | undefined;
  /** Where the view is, and as of when. */
  #told: Extract<ToPage, { type: 'place' }> | undefined;
  /** What the snapshot lacks of it. */
  #lacks: readonly string[] = [];
  #keeping: ReturnType<typeof setTimeout> | undefined;
  /** Whether a person has gone on from a view, so that the keyboard belongs into the next one. */
  #wentOn = false;
  #opened: Opened | undefined;

  constructor(root: HTMLElement) {
    this.#root = root;
    this.#bar = new Bar({
      back: () => this.#back(),
      go: (place) => this.#go(place),
      filter: (text) => this.#filter(text),
      openText: () => this.#state && host.postMessage({ type: 'text', where: whereOf(this.#state) }),
      save: (format) => void this.#save(format),
    });
  }

  start(): void {
    this.#root.append(this.#bar.element, this.#main);
    this.#root.addEventListener('keydown', (event) => this.#onKey(event));
    onMessage((message) => this.#on(message));
    host.postMessage({ type: 'ready', hasState: this.#state !== undefined });
  }

  #on(message: ToPage): void {
    if (message.type === 'go') this.#arrive(message.where);
    else if (message.type === 'resume') this.#show();
    else if (message.request === this.#request) this.#onAnswer(message);
  }

  #onAnswer(message: Exclude<ToPage, { type: 'go' | 'resume' }>): void {
    switch (message.type) {
      case 'place':
        this.#told = message;
        this.#bar.show(message, { canGoBack: (this.#state?.back.length ?? 0) > 0 });
        return;
      case 'part':
        this.#take(message.part);
        return;
      case 'done':
        this.#view?.done?.();
        this.#main.setAttribute('aria-busy', 'false');
        this.#bar.canSave = true;
        return;
      case 'failed':
        this.#fail(message.message);
    }
  }

  /** Says why there is nothing to see, with the keyboard on it where the page has that. */
  #fail(why: string): void {
    const alert = h('p', { class: 'failed', role: 'alert', tabindex: -1 }, why);
    this.#view?.dispose();
    this.#view = undefined;
    this.#wentOn = false;
    this.#main.setAttribute('aria-busy', 'false');
    this.#main.replaceChildren(alert);
    if (this.#told === undefined) this.#giveUp();
    if (document.hasFocus()) alert.focus();
  }

  /** The snapshot is not there, so that no step of the way is either. */
  #giveUp(): void {
    if (this.#state !== undefined) this.#keep({ ...this.#state, back: [] });
    this.#bar.showNowhere();
  }

  /** The extension asks for another place; the way back leads through where one was of the same snapshot. */
  #arrive({ snapshotId, place }: MapWhere): void {
    const old = this.#state?.snapshotId === snapshotId ? this.#state : undefined;
    const back = old === undefined ? [] : [...old.back, stepOf(old)];
    this.#keep({ snapshotId, place, back, ...FRESH });
    this.#show();
  }

  #go(place: MapPlace): void {
    if (this.#state === undefined) return;
    const back = [...this.#state.back, stepOf(this.#state)];
    this.#wentOn = true;
    this.#keep({ ...this.#state, place, back, ...FRESH });
    this.#show();
  }

  #open(place: MapPlace, opened: Opened): void {
    if (this.#state === undefined) return;
    this.#wentOn = true;
    this.#keep({ ...this.#state, place });
    this.#show(opened);
  }

  #back(): void {
    const step = this.#state?.back.at(-1);
    if (this.#state === undefined || step === undefined) return;
    this.#wentOn = true;
    this.#keep({ ...this.#state, ...step, back: this.#state.back.slice(0, -1) });
    this.#show();
  }

  #show(opened?: Opened): void {
    if (this.#state === undefined) return;
    this.#opened = opened;
    this.#view?.dispose();
    this.#view = undefined;
    this.#told = undefined;
    this.#main.replaceChildren();
    this.#main.setAttribute('aria-busy', 'true');
    const where = whereOf(this.#state);
    this.#bar.prepare(where.place, this.#state.filter);
    host.postMessage({ type: 'show', request: ++this.#request, where });
    if (where.place.view === 'time') this.#put(new TimeView());
  }

  #take(part: MapPart): void {
    const context = this.#context();
    if (context === undefined) return;
    if (part.part === 'matrix') {
      this.#put(new MatrixView(part.head, context), part.head.mayLack);
    } else if (part.part === 'graph') this.#put(new GraphView(part.graph, context), part.graph.mayLack);
    else if (part.part === 'rows' && this.#view instanceof MatrixView) this.#view.add(part.rows);
    else if (part.part === 'point' && this.#view instanceof TimeView) this.#view.add(part.point);
    else if (part.part === 'unread' && this.#view instanceof TimeView) this.#view.leaveOut(part.unread);
  }

  #put(view: View, mayLack: readonly string[] = []): void {
    const lacks = mayLack.map((sentence) => h('li', {}, sentence));
    const notice = h('ul', { class: 'lacks', 'aria-label': 'What the snapshot lacks' }, ...lacks);
    this.#view = view;
    this.#lacks = mayLack;
    this.#main.replaceChildren(...(lacks.length > 0 ? [notice] : []), view.element);
    view.mount();
    if (this.#wentOn) this.#focusInto(view);
    this.#wentOn = false;
  }

  /** What had the keyboard went with the view before; a view that has nothing for it leaves it with the bar. */
  #focusInto({ element }: View): void {
    const into = element.querySelector<HTMLElement | SVGElement>('[tabindex="0"]');
    if (into === null) this.#bar.focus();
    else into.focus();
  }

  #context(): ViewContext | undefined {
    if (this.#state === undefined) return undefined;
    const { place, filter, scroll, cell } = this.#state;
    return {
      ...{ place, filter, seen: { scroll, cell } },
      onSeen: (changed) => this.#state?.place === place && this.#keepSoon({ ...this.#state, ...changed }),
      opened: this.#opened,
      go: (to) => this.#go(to),
      open: (to, opened) => this.#open(to, opened),
    };
  }

  #filter(text: string): void {
    if (this.#state === undefined) return;
    this.#keep({ ...this.#state, filter: text });
    this.#view?.filter?.(text);
  }

  #keep(state: PageState): void {
    this.#state = state;
    host.setState(state);
  }

  /** Scrolling and going from cell to cell change it in every frame, and telling VS Code takes a part of one. */
  #keepSoon(state: PageState): void {
    this.#state = state;
    this.#keeping ??= setTimeout(() => {
      this.#keeping = undefined;
      if (this.#state !== undefined) host.setState(this.#state);
    }, KEEP_MS);
  }

  /** Escape leads back, or out of the filter. */
  #onKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape' && !isAltLeft(event)) return;
    if (event.key === 'Escape' && this.#bar.clearFilter()) return;
    this.#back();
    event.preventDefault();
  }

  async #save(format: PictureFormat): Promise<void> {
    if (this.#view === undefined || this.#told === undefined) return;
    const lines = headingLines(this.#told, this.#view.words(), this.#lacks);
    const name = this.#told.crumbs.at(-1)?.label.slice(0, MOST_OF_NAME) ?? '';
    const picture = withHeading(this.#view.picture(), lines);
    const unseen = h('div', { class: 'unseen', 'aria-hidden': 'true' }, picture);
    this.#main.append(unseen); // so that its colours are known
    try {
      const data = await pictureData(picture, format);
      if (data === undefined) host.postMessage({ type: 'noPicture', format, isTooLarge: true });
      else host.postMessage({ type: 'save', format, name, data });
    } catch {
      host.postMessage({ type: 'noPicture', format, isTooLarge: false });
    } finally {
      unseen.remove();
    }
  }
}

/** In a field it leads a word to the left, on a Mac. */
function isAltLeft({ altKey, key, target }: KeyboardEvent): boolean {
  return altKey && key === 'ArrowLeft' && !(target instanceof HTMLInputElement);
}

function stepOf({ place, filter, scroll, cell }: PageState): Step {
  return { place, filter, scroll, cell };
}

function whereOf({ snapshotId, place }: PageState): MapWhere {
  return { snapshotId, place };
}
