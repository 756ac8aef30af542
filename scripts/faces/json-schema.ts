import { toJsonSchema, type JsonSchema } from '@valibot/to-json-schema';
import { project } from '@interlock/core/project';
import type { FileSchema } from '../schemas.ts';

/** Rules that JSON Schema cannot say: sums that must agree, an order, and what a text stands for. The programs check them. */
const beyondJsonSchema = ['check', 'raw_check', 'readonly', 'finite'];

/** The JSON Schema of a file, from the schema that the programs check it with. */
export function jsonSchemaOf({ name, title, description, schema }: FileSchema): JsonSchema {
  const { $schema, ...rest } = toJsonSchema(schema, {
    target: 'draft-2020-12',
    typeMode: 'input',
    ignoreActions: beyondJsonSchema,
  });
  return {
    ...($schema === undefined ? {} : { $schema }),
    $id: `urn:${project.name.toLowerCase()}:schema:${name}:v1`,
    title: `${project.name}: ${title}`,
    description: description.replaceAll('`', ''),
    ...rest,
  };
}

/** `docs/reference/schemas/<name>.schema.json`. */
export function jsonSchemaFile(file: FileSchema): string {
  return `${JSON.stringify(jsonSchemaOf(file), null, 2)}\n`;
}
