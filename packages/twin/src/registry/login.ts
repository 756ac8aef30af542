import { randomUUID } from 'node:crypto';
import { json, refuse, type BinaryAnswer, type BinaryRequest } from './answers.ts';
import type { RegistryAccount, RegistryState } from './state.ts';

/** The refusal, or undefined where the request may go on. */
export function checkLogin(state: RegistryState, request: BinaryRequest, repository: string): BinaryAnswer | undefined {
  const login = state.options.login ?? { kind: 'none' };
  if (login.kind === 'none') return undefined;
  const authorization = String(request.headers['authorization'] ?? '');
  if (login.kind === 'basic') {
    if (authorization === basic(login)) return undefined;
    return refuse(401, 'UNAUTHORIZED', { 'WWW-Authenticate': 'Basic realm="twin"' });
  }
  const scope = state.tokens.get(authorization.replace(/^Bearer /, ''));
  const action = request.method === 'GET' || request.method === 'HEAD' ? 'pull' : 'push';
  if (scope?.startsWith(`repository:${repository}:`) && scope.includes(action)) return undefined;
  const wanted = `repository:${repository}:${action === 'pull' ? 'pull' : 'pull,push'}`;
  const challenge = `Bearer realm="${request.origin}/token",service="twin",scope="${wanted}"`;
  return refuse(401, 'UNAUTHORIZED', { 'WWW-Authenticate': challenge });
}

/** The token service (distribution's "token authentication"): gives what the account asks for. */
export function giveToken(state: RegistryState, request: BinaryRequest): BinaryAnswer {
  const login = state.options.login;
  if (login?.kind !== 'bearer' || request.headers['authorization'] !== basic(login)) return refuse(401, 'UNAUTHORIZED');
  const token = randomUUID();
  state.tokens.set(token, request.query.get('scope') ?? '');
  return json(200, { token, expires_in: 300 });
}

function basic({ user, password }: RegistryAccount): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}
