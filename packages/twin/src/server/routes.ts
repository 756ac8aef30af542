import type { TwinRequest, TwinResponse } from './exchange.ts';

/** A request with the parts of its path that the template names, decoded. */
export interface RoutedRequest extends TwinRequest {
  readonly parameters: Readonly<Record<string, string>>;
}

export interface Route {
  /** As OpenAPI writes it: `POST /repos/{owner}/{repo}/statuses/{sha}`. */
  readonly operation: string;
  readonly answer: (request: RoutedRequest) => TwinResponse;
}

export interface FoundRoute {
  readonly route: Route;
  readonly request: RoutedRequest;
}

export function findRoute(routes: readonly Route[], request: TwinRequest): FoundRoute | undefined {
  for (const route of routes) {
    const parameters = match(route.operation, `${request.method} ${request.path}`);
    if (parameters !== undefined) return { route, request: { ...request, parameters } };
  }
  return undefined;
}

function match(operation: string, line: string): Readonly<Record<string, string>> | undefined {
  const template = operation.split('/');
  const parts = line.split('/');
  if (template.length !== parts.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, piece] of template.entries()) {
    const part = parts[index] ?? '';
    const name = /^\{(\w+)\}$/u.exec(piece)?.[1];
    if (name === undefined && piece !== part) return undefined;
    if (name !== undefined) parameters[name] = decodeURIComponent(part);
  }
  return parameters;
}
