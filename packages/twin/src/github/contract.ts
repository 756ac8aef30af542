import { readFileSync } from 'node:fs';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { sampleOf } from './sample.ts';
import type { RoutedRequest, TwinResponse } from '../server/index.ts';

interface Operation {
  readonly query: Readonly<Record<string, object>>;
  readonly request?: { readonly properties?: object };
  readonly responses: Readonly<Record<string, object | null>>;
}
interface Description {
  readonly operations: Readonly<Record<string, Operation>>;
  readonly $defs: Readonly<Record<string, object>>;
}

/** GitHub's own description of the operations that the twin speaks. */
export interface Contract {
  /** What in this request the description does not allow; unknown members of the query or body count too. */
  requestErrors(operation: string, request: RoutedRequest): readonly string[];
  responseErrors(operation: string, response: TwinResponse): readonly string[];
  /** The least that is a definition of the description: every required member, with a value of its type. */
  sample(definition: string): Readonly<Record<string, unknown>>;
}

/** The same place from src/github and from build/github. */
const file = new URL('../../src/github/openapi-subset.json', import.meta.url);

export function readContract(): Contract {
  const { operations, $defs } = JSON.parse(readFileSync(file, 'utf8')) as Description;
  const check = createCheck($defs);
  return {
    requestErrors: (name, { query, body }) => {
      const operation = operations[name];
      if (operation === undefined) return [`${name}: not in the description`];
      const parameters = { type: 'object', properties: operation.query, additionalProperties: false };
      const errors = check(`${name} query`, parameters, Object.fromEntries(query));
      if (operation.request === undefined) return body === undefined ? errors : [...errors, `${name}: takes no body`];
      return [...errors, ...check(`${name} body`, { ...operation.request, additionalProperties: false }, body)];
    },
    responseErrors: (name, { status, body }) => {
      const documented = operations[name]?.responses[status];
      // The description leaves out most errors; GitHub gives all of them this form.
      const schema = documented === undefined && status >= 400 ? { $ref: '#/$defs/basic-error' } : documented;
      if (schema === undefined) return [`${name}: has no answer ${status}`];
      return schema === null ? [] : check(`${name} ${status}`, schema, body);
    },
    sample: (definition) => sampleOf({ $ref: `#/$defs/${definition}` }, $defs) as Readonly<Record<string, unknown>>,
  };
}

type Check = (key: string, schema: object, data: unknown) => readonly string[];

function createCheck($defs: object): Check {
  const options = { strict: false, allErrors: true, logger: false, formats } as const;
  const bodies = new Ajv(options);
  // The values of a query are text.
  const queries = new Ajv({ ...options, coerceTypes: true });
  const compiled = new Map<string, ValidateFunction>();
  return (key, schema, data) => {
    const validate = compiled.get(key) ?? (key.endsWith(' query') ? queries : bodies).compile({ ...schema, $defs });
    compiled.set(key, validate);
    return validate(data) ? [] : (validate.errors ?? []).map((error) => describe(key, error));
  };
}

const formats = {
  uri: (text: string) => URL.canParse(text),
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/u,
};

function describe(key: string, { instancePath, message, params }: ErrorObject): string {
  return `${key}${instancePath}: ${message ?? 'not allowed'} ${JSON.stringify(params)}`;
}
