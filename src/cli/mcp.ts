import { once } from 'node:events';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { throwIfCancelled } from '../errors.ts';
import { cannotBeRead } from '../tools/unreadable.ts';
import { count } from '../words.ts';
import { readArguments } from './arguments.ts';
import type { Engine } from './engine.ts';
import { howToJudge, JUDGING } from './judging.ts';
import { McpTools } from './mcpTools.ts';
import { tell } from './output.ts';
import { SnapshotLibrary } from './snapshotLibrary.ts';

/**
 * `mcp`: serves the tools of language models over MCP, until standard input ends. Standard output carries the protocol
 * and nothing else.
 */
export async function mcpCommand(args: readonly string[], engine: Engine): Promise<number> {
  const parsed = readArguments(args, JUDGING, ['snapshot file or folder'], { mayBeMore: true });
  const library = new SnapshotLibrary(engine, howToJudge(parsed));
  try {
    for (const file of parsed.files) await library.add(file);
    const tools = new McpTools(library, engine.version);
    await tools.connect(new StdioServerTransport());
    const unread = cannotBeRead(library.unreadable());
    if (unread !== undefined) tell(`${unread}.`);
    tell(`Serving ${count(library.list().length, 'snapshot')} over MCP on standard input and output.`);
    await endOfInput(engine.signal);
    await tools.close();
  } finally {
    library.close();
  }
  throwIfCancelled(engine.signal);
  return 0;
}

/** Waits until whoever asks has nothing more to ask, or the process shall stop. */
async function endOfInput(signal: AbortSignal): Promise<void> {
  try {
    await once(process.stdin, 'end', { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
