import assert from 'node:assert/strict';
import { faultsIn } from './support/axe.ts';
import { Workbench } from './support/workbench.ts';

const VIEWS = ['Access', 'Answer', 'Snapshots', 'Changes', 'Findings'] as const;
type View = (typeof VIEWS)[number];

/** What a screen reader reads out in a view, and what of it is seen. */
interface Said {
  readonly seen: string;
  readonly heard: string;
}

/** In the page: what of the lines of a view is seen, and what is heard. */
const SAID = `(view) => [...view.querySelectorAll('[role=treeitem]')].map((row) => ({
  seen: [...row.querySelectorAll('.label-name, .label-description')].map((at) => at.textContent).join(' '),
  heard: row.getAttribute('aria-label'),
}))`;

/** Lines that are heard as what they are, in each view. */
const HEARD: Readonly<Record<View, readonly RegExp[]>> = {
  Access: [
    /^Demo tenant, as of .*, demo tenant$/,
    /^Organizations, \d+, group$/,
    /^Harbour & Pine Logistics, .*, organization$/,
    /^Ágnes Dvořák, .*, user$/,
  ],
  Answer: [/^Harbour & Pine Logistics, \d+ holders, organization$/],
  Snapshots: [
    /^Demo tenant, 2 snapshots, tenant$/,
    /, snapshot, \d+ added, \d+ removed, \d+ changed, shown in/,
  ],
  Changes: [/^Findings, \d+ new/, /, \d+ changes: \d+ added, \d+ removed, \d+ changed$/],
  Findings: [
    /^Suspended, but still holds roles, \d+, \d+ findings?, high$/,
    / belongs to no organization, (low|medium)$/,
  ],
};

describe('The lines of all views, for who hears them', function () {
  this.timeout(360_000);
  let workbench: Workbench;

  before(async function () {
    this.timeout(360_000);
    workbench = await Workbench.start();
    await workbench.openContainer();
    await workbench.openDemoTenant();
    await workbench.askFor('Who Can…', /^Who can … in Demo tenant/, 'read:shipments');
    await workbench.row('Answer', /./).waitFor();
    await workbench.titleAction('Access', 'Sync');
    await workbench.snapshots(2);
    await workbench.closeNotification(/Demo tenant: complete/);
    await workbench.compareNewest();
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await workbench.screenshot('failed-spoken');
  });
  after(() => workbench.close());

  for (const view of VIEWS)
    it(`begin with what is seen of them, then say what they are, and axe finds no fault: ${view}`, async () => {
      await openAlone(view);
      const said = await linesOf(view);
      assert.ok(said.length > 0);
      for (const { seen, heard } of said)
        assert.deepEqual(words(heard).slice(0, words(seen).length), words(seen));
      for (const line of HEARD[view])
        assert.ok(
          said.some(({ heard }) => line.test(heard)),
          `${line.source} in ${said.map(({ heard }) => heard).join('\n')}`,
        );
      const faults = await faultsIn(workbench.page.mainFrame(), `${paneOf(view)} .monaco-list`);
      assert.deepEqual(faults, []);
    });

  /** Gives one view all the room. */
  async function openAlone(view: View): Promise<void> {
    for (const other of VIEWS) {
      const header = workbench.pane(other).locator('.pane-header');
      const isOpen = (await header.getAttribute('aria-expanded')) === 'true';
      if (isOpen !== (other === view)) await header.click();
    }
    await workbench.row(view, /./).waitFor();
    if (view === 'Access')
      await workbench.expand(view, /^Organizations/, /^Harbour & Pine Logistics/, /^Members/);
    if (view === 'Findings') await workbench.expand(view, /^User outside every organization/);
    await workbench.page.waitForTimeout(500); // until all lines are drawn
  }

  function linesOf(view: View): Promise<Said[]> {
    return workbench.page.evaluate<Said[]>(
      `(${SAID})(document.querySelector(${JSON.stringify(paneOf(view))}))`,
    );
  }
});

function paneOf(view: View): string {
  return `.pane:has(> .pane-header[aria-label^="${view}"])`;
}

function words(text: string): string[] {
  return text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}
