import { LAYERS, type Graph } from '../access/map/graph.ts';
import { h } from './dom.ts';
import { LAYER_WORDS, namesIn } from './graphWords.ts';

/** The same as a graph in words: layer below layer, each thing with where it leads. */
export function graphList(graph: Graph): HTMLElement {
  const nameOf = namesIn(graph);
  const list = h('details', { class: 'as-list' }, h('summary', {}, 'The same as a list'));
  for (const layer of LAYERS) {
    const nodes = graph.nodes.filter((node) => node.layer === layer);
    if (nodes.length === 0) continue;
    const items = nodes.map(({ id, label, detail }) => {
      const targets = graph.edges.filter(({ from }) => from === id).map(({ to }) => nameOf(to));
      const item = h('li', {}, detail === '' ? label : `${label} (${detail})`);
      if (targets.length > 0) item.append(` → ${targets.join(', ')}`);
      return item;
    });
    list.append(h('h2', {}, LAYER_WORDS[layer]), h('ul', {}, ...items));
  }
  return list;
}
