import { faultsIn, type Fault } from './axe.ts';
import type { Workbench } from './workbench.ts';

type Frame = NonNullable<ReturnType<Workbench['page']['frame']>>;

/** In the page: what has the keyboard. */
const FOCUSED = `(({ activeElement: at }) =>
  (at.getAttribute('role') ?? at.tagName.toLowerCase()) + ' ' + (at.getAttribute('aria-label') ?? at.textContent)
)(document)`;

/** The page of the access map that is open, within its frames in the workbench. */
export class MapPage {
  readonly frame: Frame;

  private constructor(frame: Frame) {
    this.frame = frame;
  }

  /** Waits until a map shows something, after a title where one is given. */
  static async of({ page }: Workbench, title?: string): Promise<MapPage> {
    for (let tries = 0; tries < 300; tries++) {
      for (const frame of page.frames()) {
        if (!frame.name().includes('active-frame') && frame.parentFrame()?.parentFrame() == null) continue;
        const heading = frame.locator('h1');
        const text = await heading.textContent({ timeout: 500 }).catch(() => null);
        const isBusy =
          (await frame
            .locator('main[aria-busy="true"]')
            .count()
            .catch(() => 1)) > 0;
        if (text !== null && !isBusy && (title === undefined || text === title)) return new MapPage(frame);
      }
      await page.waitForTimeout(100);
    }
    throw new Error(`No map shows ${title ?? 'anything'}.`);
  }

  title(): Promise<string | null> {
    return this.frame.locator('h1').textContent();
  }

  /** Waits until the map shows something else. */
  async shows(title: string): Promise<void> {
    await this.frame.locator('h1').getByText(title, { exact: true }).waitFor();
    await this.frame.locator('main[aria-busy="false"]').waitFor();
  }

  /** What has the keyboard: its role, and what it is called. */
  focused(): Promise<string> {
    return this.frame.evaluate<string>(FOCUSED);
  }

  /** What axe finds serious. */
  faults(): Promise<Fault[]> {
    return faultsIn(this.frame);
  }
}
