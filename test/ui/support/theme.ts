import type { Workbench } from './workbench.ts';

/** Changes the colour theme, as a person does from the palette. */
export async function chooseTheme(workbench: Workbench, label: string): Promise<void> {
  await workbench.row('Access', /./).focus(); // a page in a panel hands F1 on too late
  await workbench.command('Preferences: Color Theme');
  const box = workbench.page.getByPlaceholder(/Color Theme/);
  await box.waitFor();
  await box.fill(label);
  await workbench.result(new RegExp(`^${label}`)).click();
  await box.waitFor({ state: 'hidden' });
}
