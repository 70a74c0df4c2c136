import type { Crumb, PictureFormat, ToPage } from '../access/map/messages.ts';
import type { MapPlace } from '../access/map/place.ts';
import { button, h } from './dom.ts';

/** What a person can do with the bar. */
export interface BarActions {
  readonly back: () => void;
  readonly go: (place: MapPlace) => void;
  readonly filter: (text: string) => void;
  readonly openText: () => void;
  readonly save: (format: PictureFormat) => void;
}

/** The bar above a view: where one is and how one came there, the filter, and what can be done with the view. */
export class Bar {
  readonly element = h('header', { class: 'bar' });
  readonly #actions: BarActions;
  readonly #back: HTMLButtonElement;
  readonly #openText: HTMLButtonElement;
  readonly #crumbs = h('nav', { 'aria-label': 'Where this is' });
  readonly #saves: readonly HTMLButtonElement[];
  readonly #views = h('div', { class: 'views', role: 'group', 'aria-label': 'View' });
  readonly #filter = h('input', {
    type: 'search',
    placeholder: 'Filter',
    'aria-label': 'Filter by name or e-mail',
  });
  #place: MapPlace | undefined;

  constructor(actions: BarActions) {
    this.#actions = actions;
    this.#back = button('Back', actions.back, { class: 'back', title: 'Back (Escape)' });
    this.#filter.addEventListener('input', () => actions.filter(this.#filter.value));
    this.#saves = (['SVG', 'PNG'] as const).map((name) => {
      const label = { 'aria-label': `Save as ${name}`, title: `Save as ${name}` };
      return button(name, () => actions.save(name === 'SVG' ? 'svg' : 'png'), label);
    });
    this.#openText = button('Open as Text', actions.openText);
    const ends = h('div', { class: 'ends' }, this.#filter, this.#openText, ...this.#saves);
    this.element.append(this.#back, this.#crumbs, this.#views, ends);
    this.showNowhere();
  }

  /** Whether all of the view is there: a part of it would make a picture that tells less than there is. */
  set canSave(can: boolean) {
    for (const save of this.#saves) save.disabled = !can;
  }

  /** A view is on its way. */
  prepare(place: MapPlace, filter: string): void {
    this.#place = place;
    this.canSave = false;
    this.#filter.value = filter;
    this.#filter.hidden = place.view !== 'matrix';
    this.#views.hidden = place.view === 'graph';
    this.#views.replaceChildren(...this.#switches(place));
  }

  show({ crumbs, source }: Extract<ToPage, { type: 'place' }>, { canGoBack }: { canGoBack: boolean }): void {
    this.#back.disabled = !canGoBack;
    this.#openText.disabled = false;
    const list = h('ol', {}, ...crumbs.map((crumb, i) => this.#crumb(crumb, i === crumbs.length - 1)));
    this.#crumbs.replaceChildren(list, h('span', { class: 'source' }, source));
  }

  /** There is no place to show, and so nothing that leads from it. */
  showNowhere(): void {
    this.#back.disabled = this.#openText.disabled = true;
    this.canSave = false;
    this.#filter.hidden = this.#views.hidden = true;
    this.#crumbs.replaceChildren(h('h1', {}, 'Access Map'));
  }

  /** Gives the keyboard to the name of the view that is shown. */
  focus(): void {
    this.#views.querySelector<HTMLElement>('[aria-pressed="true"]')?.focus();
  }

  /** Takes the filter away; false where there was none. */
  clearFilter(): boolean {
    if (this.#filter.hidden || this.#filter.value === '') return false;
    this.#filter.value = '';
    this.#actions.filter('');
    return true;
  }

  #crumb({ label, place }: Crumb, isLast: boolean): HTMLElement {
    if (isLast) return h('li', {}, h('h1', { title: label }, label));
    return h(
      'li',
      {},
      button(label, () => this.#actions.go(place), { class: 'link', title: label }),
    );
  }

  #switches(place: MapPlace): HTMLElement[] {
    const { organizationId } = place;
    const within = organizationId === undefined ? {} : { organizationId };
    const to = (label: string, view: 'matrix' | 'time'): HTMLElement =>
      button(label, () => this.#place?.view !== view && this.#actions.go({ view, ...within }), {
        'aria-pressed': String(place.view === view),
      });
    return [to('Matrix', 'matrix'), to('Over Time', 'time')];
  }
}
