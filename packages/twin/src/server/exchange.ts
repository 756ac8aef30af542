/** A request as the routes see it. */
export interface TwinRequest {
  readonly method: string;
  /** Path without the query, percent-encoded as it came. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The JSON body; undefined where there is none. */
  readonly body: unknown;
}

export interface TwinResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Something that goes wrong on purpose, for the next requests that match. */
export interface Fault {
  /** How many requests it hits; 1 unless told. */
  readonly times?: number;
  /** Only requests of this method. */
  readonly method?: string;
  /** Only requests whose path holds this text. */
  readonly path?: string;
  readonly effect:
    | { readonly kind: 'answer'; readonly response: TwinResponse }
    /** The connection is closed before the server does anything. */
    | { readonly kind: 'drop-request' }
    /** The server does what was asked, and the answer is lost. */
    | { readonly kind: 'drop-response' }
    /** The server never answers. */
    | { readonly kind: 'silence' };
}

export interface LoggedRequest {
  readonly method: string;
  readonly path: string;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly time: number;
}

export type Handle = (request: TwinRequest) => TwinResponse;

/** What every twin offers beside its state. */
export interface TwinServer {
  /** Address of the API, without a slash at its end. */
  readonly url: string;
  /** Every request, also those that a fault hit, oldest first. */
  readonly requests: readonly LoggedRequest[];
  disturb(fault: Fault): void;
  close(): Promise<void>;
}
