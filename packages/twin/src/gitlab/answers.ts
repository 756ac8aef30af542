import type { TwinResponse } from '../server/index.ts';

export const refusal = (status: number, message: string): TwinResponse => ({ status, body: { message } });
export const notFound = (what: string) => refusal(404, `404 ${what} Not Found`);
export const unauthorized = refusal(401, '401 Unauthorized');
export const forbidden = refusal(403, '403 Forbidden');

/** The texts in a JSON object of a request; members that are no text are left out. */
export function textsOf(body: unknown): Readonly<Record<string, string>> {
  const entries = typeof body === 'object' && body !== null ? Object.entries(body) : [];
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** As lib/gitlab/quick_actions/extractor.rb of GitLab: carriage returns do not count. */
export function quickActionsIn(text: string): readonly string[] {
  return text.replaceAll('\r', '').match(/^\/[a-z_]+\b.*$/gimu) ?? [];
}
