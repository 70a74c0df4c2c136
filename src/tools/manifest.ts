import { jsonSchemaOf } from './schema.ts';
import type { Tool } from './tool.ts';
import { TOOLS } from './tools.ts';

/** What package.json has to say of the tools to VS Code; `npm run generate:tools` writes it there. */
export function contributedTools(): object[] {
  return TOOLS.map((tool) => {
    const { name, description } = tool;
    return {
      ...{ name, displayName: `%${titleKeyOf(tool)}%`, userDescription: `%${aboutKeyOf(tool)}%` },
      ...{ modelDescription: description, inputSchema: jsonSchemaOf(tool) },
      ...{ toolReferenceName: referenceOf(tool), canBeReferencedInPrompt: true },
      ...{ icon: '$(organization)', tags: ['logto', 'access'] },
    };
  });
}

/** `tool.whoCan`: where package.nls.json has its title. */
export function titleKeyOf({ name }: Tool): string {
  return `tool.${camelCase(name.replace(/^logto_/, ''))}`;
}

/** Where it has what a person reads about it. */
export function aboutKeyOf(tool: Tool): string {
  return `${titleKeyOf(tool)}.about`;
}

/** `logtoWhoCan`: as a person calls it in a chat, behind a #. */
function referenceOf({ name }: Tool): string {
  return camelCase(name);
}

function camelCase(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
