const POSIX: readonly NodeJS.Platform[] = ['linux', 'darwin'];

/** What some tests need that not every system has on which the product runs, and where it is found. */
const FOUND_ON = {
  'a keychain session of Linux': ['linux'],
  'a file that tells the arguments of each process': ['linux'],
  'a POSIX shell': POSIX,
  'signals that a process can answer': POSIX,
  'modes of files': POSIX,
  'devices among the files': POSIX,
  'links that anybody may make': POSIX,
  'open files that can be removed': POSIX,
  'an error of its own for names that are too long': POSIX,
} as const satisfies Record<string, readonly NodeJS.Platform[]>;

/** mocha's own `describe` and `it` where the system has what the tests need; elsewhere they skip and say what is missing. */
export function needing(what: keyof typeof FOUND_ON): {
  readonly describe: (title: string, tests: (this: Mocha.Suite) => void) => void;
  readonly it: (title: string, test: Mocha.AsyncFunc) => void;
} {
  const places: readonly NodeJS.Platform[] = FOUND_ON[what];
  if (places.includes(process.platform)) return { describe, it };
  const withReason = (title: string): string => `${title} (needs ${what})`;
  return {
    describe: (title, tests) => void describe.skip(withReason(title), tests),
    it: (title, test) => void it.skip(withReason(title), test),
  };
}
