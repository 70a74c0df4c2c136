/** Of what is asked one after another, and takes a while, only the last is wanted: the one before is cancelled. */
export class Latest {
  #asked = new AbortController();

  /** Begins the next one; its signal says when it is no longer the last. */
  begin(): AbortSignal {
    this.#asked.abort();
    this.#asked = new AbortController();
    return this.#asked.signal;
  }
}
