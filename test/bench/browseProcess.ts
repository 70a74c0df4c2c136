import { firstChildrenMs } from './browseTree.ts';

/** What a process is to do that has read nothing yet. */
export interface BrowseWork {
  readonly kind: 'first children';
  readonly file: string;
}

const { file } = JSON.parse(process.argv[2] ?? '') as BrowseWork;
process.send?.(firstChildrenMs(file), () => process.disconnect());
