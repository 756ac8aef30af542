export function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

export function kebabCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** `max-error-rate` is `INTERLOCK_MAX_ERROR_RATE` in a GitLab job and a shell. */
export function environmentName(input: string): string {
  return `INTERLOCK_${input.toUpperCase().replaceAll('-', '_')}`;
}
