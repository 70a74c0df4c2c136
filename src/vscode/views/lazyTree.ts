import * as vscode from 'vscode';

type Changed<T> =
  vscode.TreeDataProvider<T> extends { onDidChangeTreeData?: vscode.Event<infer C> } ? C : never;

/** The lines of a view before anything that makes them is loaded: the first that is asked for loads it. */
export class LazyTree<T> implements vscode.TreeDataProvider<T> {
  readonly #load: () => Promise<vscode.TreeDataProvider<T>>;
  readonly #changed = new vscode.EventEmitter<Changed<T>>();
  readonly onDidChangeTreeData = this.#changed.event;
  #tree: vscode.TreeDataProvider<T> | undefined;

  constructor(load: () => Promise<vscode.TreeDataProvider<T>>) {
    this.#load = load;
  }

  getChildren(item?: T): vscode.ProviderResult<T[]> {
    return this.#with((tree) => tree.getChildren(item));
  }

  getTreeItem(item: T): vscode.TreeItem | PromiseLike<vscode.TreeItem> {
    return this.#with((tree) => tree.getTreeItem(item));
  }

  getParent(item: T): vscode.ProviderResult<T> {
    return this.#with((tree) => tree.getParent?.(item));
  }

  resolveTreeItem(
    treeItem: vscode.TreeItem,
    item: T,
    token: vscode.CancellationToken,
  ): vscode.ProviderResult<vscode.TreeItem> {
    return this.#with((tree) => tree.resolveTreeItem?.(treeItem, item, token) ?? treeItem);
  }

  /** At once where it is loaded: a view is drawn line by line. */
  #with<R>(ask: (tree: vscode.TreeDataProvider<T>) => R | PromiseLike<R>): R | PromiseLike<R> {
    if (this.#tree !== undefined) return ask(this.#tree);
    return this.#load().then((tree) => {
      if (this.#tree === undefined) tree.onDidChangeTreeData?.((changed) => this.#changed.fire(changed));
      this.#tree = tree;
      return ask(tree);
    });
  }
}
