import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** The folder of the page's own files, which is all that it may load. */
export function pageFolder(extensionUri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
}

/**
 * The page of a map. It may run its one script and use its one style sheet, and show pictures that it has made; it can
 * load nothing else and reach no network. Everything that it shows comes as messages.
 */
export function pageHtml(webview: vscode.Webview, extensionUri: vscode.Uri): string {
  const nonce = randomBytes(16).toString('base64url');
  const uriOf = (name: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(pageFolder(extensionUri), name)).toString();
  const policy = [
    ...["default-src 'none'", `script-src 'nonce-${nonce}'`, `style-src 'nonce-${nonce}'`, 'img-src blob:'],
    ...["base-uri 'none'", "form-action 'none'"],
  ];
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policy.join('; ')}">
    <title>Access Map</title>
    <link rel="stylesheet" nonce="${nonce}" href="${uriOf('map.css')}">
  </head>
  <body>
    <script nonce="${nonce}" src="${uriOf('map.js')}"></script>
  </body>
</html>`;
}
