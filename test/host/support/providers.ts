import * as vscode from 'vscode';

/** The tree data providers that the extension registers, by view id: the real ones, as VS Code gets them. */
const providers = new Map<string, vscode.TreeDataProvider<unknown>>();

const views = new Map<string, vscode.TreeView<unknown>>();

const createTreeView = vscode.window.createTreeView.bind(vscode.window);
vscode.window.createTreeView = <T>(id: string, options: vscode.TreeViewOptions<T>): vscode.TreeView<T> => {
  providers.set(id, options.treeDataProvider);
  const view = createTreeView(id, options);
  views.set(id, view);
  return view;
};

/** What a view says above its lines. */
export function messageOf(viewId: string): string {
  return views.get(viewId)?.message ?? '';
}

/** The number that a view puts on the icon of its container, and what it says of it. */
export function badgeOf(viewId: string): vscode.ViewBadge | undefined {
  return views.get(viewId)?.badge;
}

/** What a view is called, and what stands beside that. */
export function titleOf(viewId: string): string {
  const view = views.get(viewId);
  return [view?.title ?? '', view?.description ?? ''].join(': ');
}

/** The labels of the lines that are selected in a view. */
export function selectedIn(viewId: string): string[] {
  const selection = (views.get(viewId)?.selection ?? []) as readonly {
    readonly node?: { readonly label: string };
  }[];
  return selection.map(({ node }) => node?.label ?? '');
}

/** Calls `listener` whenever a view tells VS Code to ask for its lines anew. */
export function onRefresh(viewId: string, listener: () => void): vscode.Disposable {
  const event = providers.get(viewId)?.onDidChangeTreeData;
  if (event === undefined) throw new Error(`The view ${viewId} was not created.`);
  return event(listener);
}

/** A line of a tree as VS Code shows it, with the element behind it. */
export interface Line {
  readonly label: string;
  readonly item: vscode.TreeItem;
  readonly element: unknown;
}

/** What keeps a description apart from its label, unseen. */
const MARK = /^\u200e/;

/** The lines below another one, or the first ones of a view. */
export async function linesOf(viewId: string, below?: Line): Promise<Line[]> {
  const provider = providers.get(viewId);
  if (provider === undefined) throw new Error(`The view ${viewId} was not created.`);
  const elements = (await provider.getChildren(below?.element)) ?? [];
  return Promise.all(
    elements.map(async (element) => {
      const item = await provider.getTreeItem(element);
      if (typeof item.description === 'string') item.description = item.description.replace(MARK, '');
      return {
        label: typeof item.label === 'string' ? item.label : (item.label?.label ?? ''),
        item,
        element,
      };
    }),
  );
}

/** What VS Code shows when the mouse rests on a line, which a view may make only then: text, or Markdown. */
export async function hoverOf(
  viewId: string,
  { item, element }: Line,
): Promise<string | vscode.MarkdownString> {
  const { token } = new vscode.CancellationTokenSource();
  const resolved = await providers.get(viewId)?.resolveTreeItem?.(item, element, token);
  return (resolved ?? item).tooltip ?? '';
}

/** The words of what VS Code shows when the mouse rests on a line. */
export async function tooltipOf(viewId: string, line: Line): Promise<string> {
  const tooltip = await hoverOf(viewId, line);
  return typeof tooltip === 'string' ? tooltip : tooltip.value;
}

/** Goes down a tree by labels, as a person expands lines. */
export async function goDown(viewId: string, ...labels: readonly string[]): Promise<Line> {
  let line: Line | undefined;
  for (const label of labels) {
    const lines: Line[] = await linesOf(viewId, line);
    line = lines.find((one) => one.label === label);
    if (line === undefined)
      throw new Error(`No "${label}" among: ${lines.map((one) => one.label).join(', ')}`);
  }
  if (line === undefined) throw new Error('no label was given');
  return line;
}

/** The lines of a view down to a depth, the first few of each. */
export async function* linesIn(viewId: string, depth: number, below?: Line): AsyncGenerator<Line> {
  if (depth === 0) return;
  for (const line of (await linesOf(viewId, below)).slice(0, 12)) {
    yield line;
    yield* linesIn(viewId, depth - 1, line);
  }
}
