// A mocha root hook plugin is told nothing of the counts, so this reporter is spec that also leaves them in a file.
import { appendFileSync } from 'node:fs';
import Mocha from 'mocha';

export default class SpecWithResults extends Mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.once('end', () => {
      const { passes, failures, pending } = this.stats;
      const failed = this.failures.map((test) => ({ title: test.fullTitle(), why: test.err?.stack ?? '' }));
      const file = process.env.LOGTO_ACCESS_RESULTS;
      if (file) appendFileSync(file, `${JSON.stringify({ passes, failures, pending, failed })}\n`);
    });
  }
}
