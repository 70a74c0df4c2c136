import * as vscode from 'vscode';
import type { FromPage } from '../../access/map/messages.ts';
import { AccessError } from '../../errors.ts';
import { inform } from '../say.ts';
import { defaultFolder, nameOf, targetOf } from '../targets.ts';
import { pictureName } from './pictureName.ts';

type Picture = Extract<FromPage, { type: 'save' }>;

const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Asks where to, and writes a picture of a map there. */
export async function savePicture(picture: Picture): Promise<void> {
  const bytes = bytesOf(picture);
  const { format, name } = picture;
  const target = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Save the access map'),
    defaultUri: vscode.Uri.joinPath(defaultFolder(), pictureName(name, format)),
    filters: { [format.toUpperCase()]: [format] },
  });
  if (target === undefined) return;
  await vscode.workspace.fs.writeFile(target, bytes);
  const saved = vscode.l10n.t('Saved {0}.', nameOf(targetOf(target)));
  void inform(saved);
}

/** The bytes of a picture, which is what it says it is. */
function bytesOf({ format, data }: Picture): Uint8Array {
  const bytes = Buffer.from(data, format === 'svg' ? 'utf8' : 'base64');
  const isOne = format === 'svg' ? data.startsWith('<svg ') : bytes.subarray(0, 8).equals(PNG_SIGNATURE);
  if (isOne) return bytes;
  throw noPicture({ format, isTooLarge: false });
}

/** Why there is no picture of a map, and what to do. */
export function noPicture({
  format,
  isTooLarge,
}: Pick<Extract<FromPage, { type: 'noPicture' }>, 'format' | 'isTooLarge'>): AccessError {
  const message = isTooLarge
    ? vscode.l10n.t('The map is too large to be saved as {0}.', format.toUpperCase())
    : vscode.l10n.t('The map could not be drawn as a picture.');
  const hint =
    isTooLarge && format === 'png'
      ? vscode.l10n.t('Save it as SVG, or show less of it first.')
      : vscode.l10n.t('Filter it first, or open the access as text.');
  return new AccessError(message, { code: 'map.no_picture', hint });
}
