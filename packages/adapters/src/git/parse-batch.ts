/** What `git cat-file --batch` answers for one name. */
export type BatchAnswer =
  | { readonly kind: 'object'; readonly type: string; readonly content: Uint8Array }
  | { readonly kind: 'too-large'; readonly size: number }
  | { readonly kind: 'missing' };

interface Body {
  readonly type: string;
  readonly size: number;
  /** `undefined` for an object above the limit: its bytes are dropped as they come. */
  readonly content: Uint8Array | undefined;
  received: number;
}

/** Cuts the output stream of `git cat-file --batch` into answers: `<name> <type> <size>\n<content>\n`. */
export function parseBatch(limit: number, deliver: (answer: BatchAnswer) => void): (chunk: Buffer) => void {
  let header = '';
  let body: Body | undefined;
  return (chunk) => {
    let at = 0;
    while (at < chunk.length) {
      if (body === undefined) {
        const end = chunk.indexOf(10, at);
        header += chunk.toString('latin1', at, end === -1 ? chunk.length : end);
        if (end === -1) return;
        at = end + 1;
        body = readHeader(header, limit);
        header = '';
        if (body === undefined) deliver({ kind: 'missing' });
      } else {
        at += fill(body, chunk.subarray(at));
        if (body.received <= body.size) continue;
        deliver(finish(body));
        body = undefined;
      }
    }
  };
}

function readHeader(header: string, limit: number): Body | undefined {
  const match = /^[0-9a-f]+ (blob|tree|commit|tag) (\d+)$/.exec(header);
  if (match === null) return undefined;
  const size = Number(match[2]);
  return { type: match[1] ?? '', size, content: size > limit ? undefined : new Uint8Array(size), received: 0 };
}

/** Takes what belongs to the body and the newline after it; answers how many bytes that was. */
function fill(body: Body, chunk: Uint8Array): number {
  const taken = Math.min(body.size + 1 - body.received, chunk.length);
  body.content?.set(chunk.subarray(0, Math.min(taken, body.size - body.received)), body.received);
  body.received += taken;
  return taken;
}

function finish({ type, size, content }: Body): BatchAnswer {
  return content === undefined ? { kind: 'too-large', size } : { kind: 'object', type, content };
}
