/** Loads something when it is first asked for, and once. */
export function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | undefined;
  return () => (loaded ??= load());
}

/** Methods whose results may be waited for, so that they may also be loaded first. */
type Later<T, K extends keyof T> = {
  readonly [Name in K]: T[Name] extends ((...args: infer A) => infer R) | undefined
    ? (...args: A) => Promise<R extends PromiseLike<infer V> ? V : R>
    : never;
};

/** The methods of something that is loaded as soon as one of them is called. */
export function lazily<T extends object, K extends keyof T>(
  load: () => Promise<T>,
  names: readonly K[],
): Later<T, K> {
  const methods = names.map((name) => {
    const call = async (...args: unknown[]): Promise<unknown> => {
      const loaded = await load();
      return (loaded[name] as (...args: unknown[]) => unknown).apply(loaded, args);
    };
    return [name, call];
  });
  return Object.fromEntries(methods) as Later<T, K>;
}
