/** The YAML blocks of a Markdown text that are GitHub workflows: they have a trigger and jobs. */
export function workflowBlocks(markdown: string): readonly string[] {
  return [...markdown.matchAll(/^```ya?ml\b.*\n([\s\S]*?)^```$/gm)]
    .map(([, block]) => block ?? '')
    .filter((block) => /^on:/m.test(block) && /^jobs:/m.test(block));
}
