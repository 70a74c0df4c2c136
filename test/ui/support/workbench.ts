import { mkdirSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEditor, type Editor, type EditorOptions } from '../../editor/code-host.mjs';

type Page = Editor['page'];
type Locator = ReturnType<Page['locator']>;

/** Where screenshots of the tour go, to be looked at. */
const SCREENSHOTS = new URL('../../../out/screenshots/', import.meta.url);
/** The packaged extension. */
export const VSIX = fileURLToPath(new URL('../../../logto-access.vsix', import.meta.url));

/** A workbench with the packaged extension in it, and a person's hands. */
export class Workbench {
  /** Those that are not closed yet. */
  static readonly open = new Set<Workbench>();
  readonly editor: Editor;
  readonly page: Page;

  private constructor(editor: Editor) {
    this.editor = editor;
    this.page = editor.page;
  }

  static async start(options: EditorOptions = {}): Promise<Workbench> {
    const editor = await startEditor({ install: VSIX, width: 1280, height: 860, ...options });
    const workbench = new Workbench(editor);
    Workbench.open.add(workbench);
    await editor.openWorkbench();
    return workbench;
  }

  /** Opens the extension's container in the activity bar. */
  async openContainer(): Promise<void> {
    await this.page.locator('.activitybar .action-item a[aria-label^="Logto Access"]').click();
    await this.pane('Access').waitFor();
  }

  /** Looks at the demo tenant, and closes what says that its first sync is complete. */
  async openDemoTenant(): Promise<void> {
    await this.pane('Access').getByRole('button', { name: 'Look at a demo tenant' }).click();
    await this.notification(/Demo tenant: complete/).waitFor({ timeout: 90_000 });
    await this.closeNotification(/Demo tenant: complete/);
  }

  /** Drags the edge of the side bar. */
  async narrowTo(width: number): Promise<void> {
    const box = await this.page.locator('.part.sidebar').boundingBox();
    if (box === null) throw new Error('The side bar is not shown.');
    const [edge, y] = [box.x + box.width, box.y + box.height / 2];
    await this.page.mouse.move(edge, y);
    await this.page.mouse.down();
    await this.page.mouse.move(box.x + width, y, { steps: 5 });
    await this.page.mouse.up();
  }

  /** One of the container's views, by its title. */
  pane(title: string): Locator {
    return this.page
      .locator('.pane')
      .filter({ has: this.page.locator(`.pane-header[aria-label^="${title}"]`) });
  }

  /** A line of a view, by how its label begins. */
  row(view: string, label: RegExp): Locator {
    return this.pane(view).getByRole('treeitem', { name: label }).first();
  }

  /** Waits until the Snapshots view lists at least so many. */
  async snapshots(count: number): Promise<void> {
    await this.pane('Snapshots')
      .getByRole('treeitem', { name: /, snapshot/ })
      .nth(count - 1)
      .waitFor({ timeout: 60_000 });
  }

  /** Clicks a line until it is selected and its view has the keyboard, which a closing notification may take. */
  async select(view: string, label: RegExp): Promise<void> {
    const row = this.row(view, label);
    const ready = this.pane(view)
      .locator('.monaco-list:focus')
      .getByRole('treeitem', { name: label, selected: true });
    for (let tries = 0; tries < 5; tries++) {
      await row.click();
      await this.page.waitForTimeout(300); // in which a late change of focus shows
      if (await ready.isVisible()) return;
    }
    throw new Error(`The line ${label.source} of the view ${view} does not stay selected.`);
  }

  /** Expands lines one below the other. */
  async expand(view: string, ...labels: readonly RegExp[]): Promise<void> {
    for (const label of labels) {
      const row = this.row(view, label);
      await row.waitFor();
      if ((await row.getAttribute('aria-expanded')) === 'false') await row.click();
      await this.row(view, label).and(this.page.locator('[aria-expanded="true"]')).waitFor();
    }
  }

  /** Clicks an action that stands at the right end of a line. */
  async inlineAction(view: string, label: RegExp, action: string): Promise<void> {
    const row = this.row(view, label);
    await row.hover();
    await row.getByRole('button', { name: action }).click();
  }

  /**
   * Compares the newest snapshot with the one before. Its line is drawn anew as soon as it is known what changed, and a
   * click in that moment is lost.
   */
  async compareNewest(): Promise<void> {
    const newest = /, snapshot, \d+ added/;
    await this.row('Snapshots', newest).waitFor();
    await this.inlineAction('Snapshots', newest, 'Compare with the One Before');
    await this.pane('Changes')
      .getByText(/^Demo tenant: /)
      .first()
      .waitFor();
  }

  /** Chooses from the context menu of a line; a menu hears no click while it is still being opened. */
  async chooseFromMenu(view: string, label: RegExp, entry: string): Promise<void> {
    await this.row(view, label).click({ button: 'right' });
    const item = this.page.locator('.context-view .action-label', { hasText: entry });
    await item.waitFor();
    for (let tries = 0; tries < 5 && (await item.isVisible()); tries++) {
      await item.click({ timeout: 2000 }).catch(() => undefined); // it went away
      await this.page.waitForTimeout(500);
    }
    await item.waitFor({ state: 'hidden' });
  }

  /** Clicks an action in the title of a view. */
  async titleAction(view: string, action: string): Promise<void> {
    const pane = this.pane(view);
    await pane.locator('.pane-header').hover();
    await pane.locator('.pane-header').getByRole('button', { name: action }).click();
  }

  /** Runs a command from the palette. */
  async command(title: string): Promise<void> {
    await this.page.keyboard.press('F1');
    await this.input().fill(`>${title}`);
    await this.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: title }).first().click();
  }

  /** Runs a command from the palette with the keyboard alone. */
  async palette(title: string): Promise<void> {
    await this.page.keyboard.press('F1');
    await this.page.keyboard.type(title);
    await this.page
      .locator('.quick-input-list .monaco-list-row.focused') // the one that Enter runs
      .filter({ hasText: title })
      .first()
      .waitFor();
    await this.page.keyboard.press('Enter');
  }

  /** One of the results in a box that finds. */
  result(label: RegExp): Locator {
    return this.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: label }).first();
  }

  /** Asks a question from the palette, and chooses the best of what is found. */
  async askFor(command: string, title: RegExp, text: string): Promise<void> {
    await this.palette(`Logto Access: ${command}`);
    await this.answerBox(title, text);
  }

  /** Types into the box that finds, and chooses the best result. */
  async answerBox(title: RegExp, text: string): Promise<void> {
    const box = this.page.locator('.quick-input-title').filter({ hasText: title });
    await box.waitFor();
    await this.find(text, new RegExp(text, 'i'));
    await this.page.waitForTimeout(500); // until nothing more is found
    await this.page.keyboard.press('Enter');
    await box.waitFor({ state: 'hidden' });
  }

  /** Types what is to be found until it is: a box that is still being opened forgets what it is given. */
  async find(text: string, found: RegExp): Promise<void> {
    await this.page.locator('.quick-input-widget input.input:focus').waitFor();
    for (let tries = 0; tries < 5; tries++) {
      await this.input().fill(text);
      const isFound = this.result(found).waitFor({ timeout: 10_000 });
      if (
        await isFound.then(
          () => true,
          () => false,
        )
      )
        return;
    }
    throw new Error(`Nothing like ${found.source} is found.`);
  }

  /** The text box of the quick input. */
  input(): Locator {
    return this.page.locator('.quick-input-widget input.input');
  }

  /** What the quick input says below its text box. */
  inputMessage(): Locator {
    return this.page.locator('.quick-input-widget .quick-input-message');
  }

  /** Waits until a step of several is asked for, and has the keyboard. */
  async step(which: string): Promise<void> {
    await this.page.locator('.quick-input-title').filter({ hasText: which }).waitFor();
    await this.page.locator('.quick-input-widget input.input:focus').waitFor();
  }

  /** Types an answer into the input box that asks for `title`. */
  async answer(title: RegExp, text: string): Promise<void> {
    await this.page.locator('.quick-input-title').filter({ hasText: title }).waitFor();
    await this.input().fill(text);
    await this.page.keyboard.press('Enter');
  }

  /** Chooses one of the items that are offered under `title`. */
  async choose(title: RegExp, label: string, screenshot: string): Promise<void> {
    await this.page.locator('.quick-input-title').filter({ hasText: title }).waitFor();
    const item = this.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: label });
    await item.waitFor();
    await this.screenshot(screenshot);
    await item.click();
    await item.waitFor({ state: 'hidden' });
  }

  /** Names the file that a save dialog asks for. */
  async saveAs(title: RegExp, file: string, screenshot: string): Promise<void> {
    const dialog = this.page.locator('.quick-input-title').filter({ hasText: title });
    await dialog.waitFor();
    await this.page.locator('.quick-input-list .monaco-list-row').first().waitFor(); // then it has set its own name
    await this.screenshot(screenshot);
    await this.input().fill(file);
    // The dialog looks the folder up while one types, and does not hear an "OK" before it has.
    for (let i = 0; i < 10 && (await dialog.isVisible()); i++) {
      await this.page.waitForTimeout(1000);
      await this.input().press('Enter');
    }
  }

  /** Opens a snapshot from disk, beside the tenants. */
  async openFile(file: string): Promise<void> {
    await this.command('Logto Access: Open a Snapshot or C1 File');
    await this.page.locator('.quick-input-list .monaco-list-row').first().waitFor();
    await this.input().fill(file);
    const opened = this.row('Access', new RegExp(`^${basename(file)}`));
    for (let i = 0; i < 10 && !(await opened.isVisible()); i++) {
      await this.page.waitForTimeout(1000); // the dialog looks the folder up while one types
      if (await this.input().isVisible()) await this.input().press('Enter');
    }
  }

  notification(text: RegExp): Locator {
    return this.page.locator('.notification-toast').filter({ hasText: text });
  }

  /** Closes a notification, as a person does who has read it. */
  async closeNotification(text: RegExp): Promise<void> {
    const notification = this.notification(text);
    await notification.hover();
    await notification.getByRole('button', { name: /Clear Notification/ }).click();
    await notification.waitFor({ state: 'detached' });
  }

  statusBar(text: RegExp): Locator {
    return this.page.locator('.statusbar-item').filter({ hasText: text });
  }

  /** Takes a picture to be looked at; without a tooltip, unless what the mouse points at stays. */
  async screenshot(name: string, { pointing = false } = {}): Promise<void> {
    mkdirSync(SCREENSHOTS, { recursive: true });
    if (!pointing) await this.page.mouse.move(700, 845);
    await this.page.waitForTimeout(600); // animations and late labels
    await this.page.screenshot({ path: new URL(`${name}.png`, SCREENSHOTS).pathname });
  }

  /** Everything that is written on it, a line each. */
  text(): Promise<string> {
    return this.page.locator('body').innerText();
  }

  close(): Promise<void> {
    Workbench.open.delete(this);
    return this.editor.close();
  }
}
