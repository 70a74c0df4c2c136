/** What is used of dagre, whose own types name their files in a way that Node does not resolve. */
declare module '@dagrejs/dagre' {
  export interface Point {
    readonly x: number;
    readonly y: number;
  }

  export class Graph {
    setGraph(label: {
      readonly rankdir: 'LR';
      readonly nodesep: number;
      readonly ranksep: number;
      readonly edgesep: number;
    }): void;
    setNode(id: string, label: { readonly width: number; readonly height: number }): void;
    setEdge(from: string, to: string, label: { readonly minlen: number }): void;
    /** Where the middle of a node is, once the graph is laid out. */
    node(id: string): Point;
    edge(from: string, to: string): { readonly points: readonly Point[] };
  }

  export function layout(graph: Graph): void;
}
