const source =
  /\.([cm]?[jt]sx?|vue|svelte|astro|py|pyw|rb|php|pl|pm|lua|go|rs|zig|c|h|cc|cpp|cxx|hh|hpp|m|mm|cs|fs|vb|java|kts?|scala|groovy|gradle|clj|swift|dart|ex|exs|erl|hs|ml|jl|r|sql|sh|bash|zsh|fish|ps1|psm1|bat|cmd|rego|tf|nix|ya?ml|toml|cmake|mk)$/i;
const plain = /(^|\/)(makefile|dockerfile|containerfile|rakefile|gemfile|justfile|\.gitattributes)$/i;

/** Whether a program or a build reads a file of this name, by which a person should be able to read it too. */
export function isSourceName(path: string): boolean {
  return source.test(path) || plain.test(path);
}

/** Whether git and forges take from a file of this name how they show others. */
export function isAttributesName(path: string): boolean {
  return /(^|\/)\.gitattributes$/i.test(path);
}
