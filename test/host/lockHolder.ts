// A process of its own that holds a lock until it is killed, as another window does during a sync.
import { Lock } from '../../src/snapshot/store/lock.ts';

const lock = Lock.take(process.argv[2] ?? '');
process.send?.('held');
setInterval(() => lock.isHeld, 1000); // keeps the process, and the lock from being collected
