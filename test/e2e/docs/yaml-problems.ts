import { project } from '@interlock/core/project';
import { parseAllDocuments } from 'yaml';
import { actionOperations } from '../../../scripts/operations.ts';

/** Inputs that every component has besides those of its operation. */
const componentInputs = ['stage', 'job-name', 'image', 'bundle-url'];

/** What a reader of a YAML block would stumble over: bad syntax, an operation or an input that is not there. */
export function yamlProblems(text: string): readonly string[] {
  const documents = parseAllDocuments(text);
  const errors = documents.flatMap((document) => document.errors.map((error) => error.message));
  if (errors.length > 0) return errors;
  return documents.flatMap((document) => nodesOf(document.toJS()).flatMap(problemsOf));
}

function problemsOf(node: Readonly<Record<string, unknown>>): readonly string[] {
  const { component, inputs = {}, uses, with: given = {} } = node;
  if (typeof uses === 'string' && /interlock/i.test(uses)) {
    const name = new RegExp(`^${project.slug}/actions/([a-z-]+)@`).exec(uses)?.[1];
    return unknownInputs(uses, name, given, []);
  }
  if (typeof component !== 'string') return [];
  const name = new RegExp(`^\\$CI_SERVER_FQDN/${project.slug}/([a-z-]+)@`).exec(component)?.[1];
  return unknownInputs(component, name, inputs, componentInputs);
}

function unknownInputs(
  use: string,
  name: string | undefined,
  given: unknown,
  more: readonly string[],
): readonly string[] {
  const operation = actionOperations.find((one) => one.name === name);
  if (operation === undefined) return [`${use} names no operation of ${project.slug}`];
  const known = new Set([...Object.keys(operation.inputs), ...more]);
  return Object.keys(given ?? {}).flatMap((input) => (known.has(input) ? [] : [`${use} has no input ${input}`]));
}

function nodesOf(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (Array.isArray(value)) return value.flatMap(nodesOf);
  if (typeof value !== 'object' || value === null) return [];
  return [value as Readonly<Record<string, unknown>>, ...Object.values(value).flatMap(nodesOf)];
}
