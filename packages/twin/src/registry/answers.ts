import { createHash } from 'node:crypto';

export interface BinaryAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

export interface BinaryRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Buffer;
  /** `http://127.0.0.1:port`. */
  readonly origin: string;
}

export const digestOf = (bytes: Uint8Array) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

/** distribution-spec 1.1, "error codes". */
export function refuse(status: number, code: string, headers: Readonly<Record<string, string>> = {}): BinaryAnswer {
  return json(status, { errors: [{ code, message: code.toLowerCase().replaceAll('_', ' ') }] }, headers);
}

export function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): BinaryAnswer {
  return {
    status,
    headers: { 'Content-Type': 'application/json', ...headers },
    body: Buffer.from(JSON.stringify(value)),
  };
}
