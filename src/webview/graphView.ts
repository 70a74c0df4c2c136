import { NODE, type GraphNode } from '../access/map/graph.ts';
import type { PlacedEdge, PlacedGraph, PlacedNode } from '../access/map/layout.ts';
import type { MapPlace } from '../access/map/place.ts';
import { h, s } from './dom.ts';
import { fitted } from './fit.ts';
import { graphList } from './graphList.ts';
import { LAYER_WORDS, nodeLabel } from './graphWords.ts';
import { firstOpened } from './opened.ts';
import { nextNode, pathThrough } from './paths.ts';
import type { View, ViewContext } from './view.ts';

/** Room around the graph, and for the names of its layers above. */
const [EDGE, TOP] = [16, 36];
const PATHS = 'Paths of access';
/** So many things of a stack are shown each time it is opened. */
const OPENED = 50;

type GraphPlace = Extract<MapPlace, { view: 'graph' }>;

/** The surroundings of somebody, a role or a permission, layer beside layer. */
export class GraphView implements View {
  readonly element = h('section', { class: 'graph' });
  readonly #graph: PlacedGraph;
  readonly #context: ViewContext;
  readonly #svg: SVGSVGElement;
  readonly #nodes = new Map<string, SVGGElement>();
  /** What of each node has the keyboard. */
  readonly #boxes = new Map<string, SVGRectElement>();
  readonly #edges: readonly (readonly [PlacedEdge, SVGPathElement])[];
  #active: string;

  constructor(graph: PlacedGraph, context: ViewContext) {
    this.#graph = graph;
    this.#context = context;
    this.#active = (activeIn(graph, context) ?? graph.nodes[0])?.id ?? '';
    this.#edges = graph.edges.map((edge) => [edge, s('path', { class: 'edge', d: curve(edge.points) })]);
    this.#svg = this.#draw();
    const list = graphList(graph);
    this.element.append(h('div', { class: 'drawing' }, this.#svg), list);
  }

  mount(): void {
    this.#nodes.get(this.#active)?.scrollIntoView({ block: 'nearest' });
  }

  picture(): SVGSVGElement {
    this.#light(undefined);
    return this.#svg;
  }

  words(): readonly string[] {
    return [PATHS];
  }

  dispose(): void {
    this.#nodes.clear();
    this.#boxes.clear();
  }

  #draw(): SVGSVGElement {
    const { width, height, layers, nodes } = this.#graph;
    const [w, tall] = [width + 2 * EDGE, height + TOP + EDGE];
    const size = { width: w, height: tall, viewBox: `0 0 ${w} ${tall}` };
    const svg = s('svg', { class: 'picture', role: 'group', 'aria-label': PATHS, ...size });
    for (const { layer, x } of layers)
      svg.append(s('text', { class: 'layer', x: x + EDGE, y: 20 }, LAYER_WORDS[layer]));
    const moved = s('g', { transform: `translate(${EDGE} ${TOP})` });
    moved.append(...this.#edges.map(([, path]) => path), ...nodes.map((node) => this.#drawNode(node)));
    svg.append(moved);
    svg.addEventListener('keydown', (event) => this.#onKey(event));
    svg.addEventListener('mouseleave', () => this.#light(undefined));
    return svg;
  }

  #drawNode(node: PlacedNode): SVGGElement {
    const { id, kind, x, y, isFocus } = node;
    const name = `node ${kind}${isFocus === true ? ' focus' : ''}`;
    const made = s('g', { class: name, transform: `translate(${x} ${y})` });
    // The box alone is the button: its label says all of what the texts beside it may cut.
    const label = { role: 'button', 'aria-label': nodeLabel(node, this.#graph) };
    const box = s('rect', { class: 'box', ...NODE, rx: 4, ...label, tabindex: id === this.#active ? 0 : -1 });
    box.append(s('title', {}, node.detail === '' ? node.label : `${node.label}, ${node.detail}`));
    box.addEventListener('focus', () => this.#light(id));
    made.append(box, ...textsOf(node));
    made.addEventListener('click', () => this.#activate(node));
    made.addEventListener('mouseenter', () => this.#light(id));
    this.#nodes.set(id, made);
    this.#boxes.set(id, box);
    return made;
  }

  /** Lights up every path through a node; all of them where none is named. */
  #light(id: string | undefined): void {
    const path = id === undefined ? undefined : pathThrough(this.#graph.edges, id);
    for (const [node, element] of this.#nodes)
      element.classList.toggle('dim', path !== undefined && !path.nodes.has(node));
    for (const [edge, element] of this.#edges) {
      element.classList.toggle('lit', path?.edges.has(edge) === true);
      element.classList.toggle('dim', path !== undefined && !path.edges.has(edge));
    }
  }

  #onKey(event: KeyboardEvent): void {
    const node = this.#graph.nodes.find(({ id }) => id === this.#active);
    if (node === undefined) return;
    if (event.key === 'Enter' || event.key === ' ') this.#activate(node);
    else {
      const next = nextNode(this.#graph, node, event.key);
      if (next === undefined) return;
      this.#boxes.get(this.#active)?.setAttribute('tabindex', '-1');
      this.#active = next.id;
      const element = this.#boxes.get(next.id);
      element?.setAttribute('tabindex', '0');
      element?.focus();
      element?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    }
    event.preventDefault();
  }

  #activate({ id, kind, layer, thingId, isFocus, isFull }: GraphNode): void {
    const place = this.#context.place as GraphPlace;
    if (isFull === true) return;
    if (kind === 'stack') {
      const open = { ...place.open, [id]: (place.open[id] ?? 0) + OPENED };
      this.#context.open({ ...place, open }, { stack: id, layer, known: new Set(this.#nodes.keys()) });
    } else if (isFocus === true || thingId === undefined) return;
    else if (kind === 'organization') this.#context.go({ view: 'matrix', organizationId: thingId });
    else this.#context.go({ view: 'graph', of: { kind, id: thingId }, open: {} });
  }
}

/** What has the keyboard at first: what was opened just now, or what the graph is about. */
function activeIn(graph: PlacedGraph, { opened }: ViewContext): PlacedNode | undefined {
  return (opened && firstOpened(graph, opened)) ?? graph.nodes.find(({ isFocus }) => isFocus);
}

function textsOf({ kind, label, detail }: GraphNode): SVGElement[] {
  if (kind === 'stack') return stackTexts(label, detail);
  return [
    s('rect', { class: 'kind', width: 4, height: NODE.height, rx: 2 }),
    s('text', { x: 14, y: 17 }, fitted(label, NODE.width - 24)),
    s('text', { class: 'muted', x: 14, y: 32 }, fitted(detail, NODE.width - 12)),
  ];
}

function stackTexts(label: string, detail: string): SVGElement[] {
  const middle = { x: NODE.width / 2, 'text-anchor': 'middle' };
  if (detail === '') return [s('text', { ...middle, y: 24 }, label)];
  return [s('text', { ...middle, y: 17 }, label), s('text', { ...middle, class: 'muted', y: 32 }, detail)];
}

/** A smooth line through points, which leaves and enters each of them level. */
function curve([first, ...rest]: PlacedEdge['points']): string {
  if (first === undefined) return '';
  let [path, from] = [`M${first.x} ${first.y}`, first];
  for (const to of rest) {
    const middle = (from.x + to.x) / 2;
    path += `C${middle} ${from.y} ${middle} ${to.y} ${to.x} ${to.y}`;
    from = to;
  }
  return path;
}
