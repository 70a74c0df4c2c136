import * as vscode from 'vscode';
import { CancelledError, describeError, traceError } from '../../errors.ts';
import type { Library } from '../../tools/library.ts';
import type { Tool } from '../../tools/tool.ts';
import { TOOLS } from '../../tools/tools.ts';
import type { Findings } from '../findings/findings.ts';
import type { Services } from '../services.ts';
import { EditorLibrary } from './editorLibrary.ts';

/** A tool as VS Code calls it. */
export type ChatTool = Required<Pick<vscode.LanguageModelTool<object>, 'prepareInvocation' | 'invoke'>>;

/** The tools by name, for the language models of chats to ask. */
export function chatTools(services: Services, findings: Findings): ReadonlyMap<string, ChatTool> {
  const library = new EditorLibrary(services, findings);
  return new Map(
    TOOLS.map((tool) => [
      tool.name,
      {
        prepareInvocation: ({ input }) => preparedFor(tool, input),
        invoke: ({ input }, token) => answer(tool, input, token, library, services.log),
      },
    ]),
  );
}

/** What a person is asked first: names and e-mail addresses leave the editor for the model that they chat with. */
function preparedFor({ title }: Tool, input: object): vscode.PreparedToolInvocation {
  const message = new vscode.MarkdownString();
  message.appendText(
    vscode.l10n.t(
      'The answer may hold names and e-mail addresses of the tenant. It goes to the language model of this chat. Nothing is changed.',
    ),
  );
  message.appendCodeblock(JSON.stringify(input, null, 2), 'json');
  return {
    invocationMessage: vscode.l10n.t('Asking Logto Access: {0}', title),
    confirmationMessages: { title: vscode.l10n.t('Ask Logto Access: {0}?', title), message },
  };
}

async function answer(
  tool: Tool,
  input: object,
  token: vscode.CancellationToken,
  library: Library,
  log: vscode.LogOutputChannel,
): Promise<vscode.LanguageModelToolResult> {
  const cancelled = new AbortController();
  const listening = token.onCancellationRequested(() => cancelled.abort());
  try {
    const text = await tool.call(input, { library, signal: cancelled.signal });
    return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
  } catch (error) {
    if (error instanceof CancelledError) throw new vscode.CancellationError();
    log.info(`${tool.name}: ${traceError(error)}`);
    throw new Error(describeError(error), { cause: error }); // its message is what the model reads
  } finally {
    listening.dispose();
  }
}
