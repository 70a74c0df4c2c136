import * as vscode from 'vscode';

/** A value that others watch. */
export class Watched<T> implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<T>();
  readonly onDidChange = this.#changed.event;
  #value: T;

  constructor(initial: T) {
    this.#value = initial;
  }

  get value(): T {
    return this.#value;
  }

  set(value: T): void {
    this.#value = value;
    this.#changed.fire(value);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

/** Sets a context key for package.json's `when` clauses. */
export function setContext(key: string, value: boolean): void {
  void vscode.commands.executeCommand('setContext', key, value);
}
