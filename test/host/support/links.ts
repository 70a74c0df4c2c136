import * as vscode from 'vscode';

let handler: vscode.UriHandler | undefined;

const register = vscode.window.registerUriHandler.bind(vscode.window);
vscode.window.registerUriHandler = (given) => {
  handler = given;
  return register(given);
};

/** Opens a link to the extension, as VS Code does once a person has agreed to that. */
export async function openLink(uri: vscode.Uri): Promise<void> {
  await handler?.handleUri(uri);
}
