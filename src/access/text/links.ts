/** An id that a line of a document names in brackets, and where it stands. */
export interface NamedId {
  readonly id: string;
  readonly start: number;
  readonly end: number;
}

const IN_BRACKETS = /(?<=\[)[\w-]{1,128}(?=\])/g;

/** The ids that a line of a document names. Whether something has such an id, only a snapshot knows. */
export function idsIn(line: string): NamedId[] {
  return [...line.matchAll(IN_BRACKETS)].map(({ 0: id, index }) => ({
    ...{ id, start: index, end: index + id.length },
  }));
}
