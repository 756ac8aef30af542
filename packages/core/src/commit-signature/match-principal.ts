/** Whether a name is one of the principals: patterns with `*` and `?`, each of which a `!` before it turns into a refusal (ssh-keygen(1)). */
export function matchesPrincipal(patterns: readonly string[], name: string): boolean {
  const matching = patterns.filter((pattern) => asExpression(pattern.replace(/^!/u, '')).test(name));
  return matching.length > 0 && matching.every((pattern) => !pattern.startsWith('!'));
}

function asExpression(pattern: string): RegExp {
  const source = pattern.replace(/[\\^$.*+?()[\]{}|]/gu, (char) =>
    char === '*' ? '[^]*' : char === '?' ? '[^]' : `\\${char}`,
  );
  return new RegExp(`^${source}$`, 'u');
}
