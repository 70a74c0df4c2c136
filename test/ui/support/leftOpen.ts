import { Workbench } from './workbench.ts';

/** Closes what a failed test or hook left open, which would keep this process alive, and says what was written on it. */
async function afterAll(): Promise<void> {
  for (const workbench of Workbench.open) {
    const text = await workbench.text().catch(String);
    console.log(`\nLeft open by a failure, with this on it:\n${text}`);
    await workbench.close();
  }
}

export const mochaHooks = { afterAll };
