import * as vscode from 'vscode';

/** A thing that a tool names. */
export interface Row {
  readonly kind: string;
  readonly id: string;
  readonly name: string;
}

/** The answer of a tool, as a model reads it. */
export interface Answer {
  readonly snapshot?: {
    readonly id: string;
    readonly tenant: string;
    readonly accepted?: string;
    readonly newer?: string;
  };
  readonly unreadable?: readonly { readonly file: string }[];
  readonly links?: string;
  readonly total: number;
  readonly rows: readonly Row[];
  readonly next?: string;
}

/** Asks a tool through VS Code, as a chat does. */
export async function askTool(
  name: string,
  input: object,
  token?: vscode.CancellationToken,
): Promise<Answer> {
  const { content } = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined }, token);
  const [part] = content as vscode.LanguageModelTextPart[];
  return JSON.parse(part?.value ?? '') as Answer;
}
