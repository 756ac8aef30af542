export type { Fault, LoggedRequest, TwinRequest, TwinResponse, TwinServer } from './exchange.ts';
export { cutPage } from './paging.ts';
export { findRoute, type FoundRoute, type Route, type RoutedRequest } from './routes.ts';
export { startServer } from './start-server.ts';
