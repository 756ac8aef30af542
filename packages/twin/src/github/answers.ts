import type { TwinResponse } from '../server/index.ts';

const documentation = 'https://docs.github.com/rest';

export function refusal(status: number, message: string): TwinResponse {
  return { status, body: { message, documentation_url: documentation, status: String(status) } };
}

export const notFound = refusal(404, 'Not Found');
export const badCredentials = refusal(401, 'Bad credentials');
/** What an installation token gets where it lacks a permission, and for GET /user. */
export const notForIntegration = refusal(403, 'Resource not accessible by integration');

export function invalid(resource: string, field: string, message: string): TwinResponse {
  return {
    status: 422,
    body: {
      message: 'Validation Failed',
      documentation_url: documentation,
      errors: [{ resource, code: 'custom', field, message }],
    },
  };
}
