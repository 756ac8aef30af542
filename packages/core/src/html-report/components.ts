import * as v from 'valibot';

/** A package as an SBOM names it. */
export interface Dependency {
  readonly name: string;
  readonly version: string;
  readonly licences: string;
  /** What it is for: `required` where the SBOM says nothing else. */
  readonly scope: string;
}

const License = v.object({
  expression: v.optional(v.string()),
  license: v.optional(v.object({ id: v.optional(v.string()), name: v.optional(v.string()) })),
});
const Property = v.object({ name: v.string(), value: v.optional(v.string()) });
const Component = v.object({
  group: v.optional(v.string()),
  name: v.string(),
  version: v.optional(v.string(), ''),
  scope: v.optional(v.string(), 'required'),
  licenses: v.optional(v.array(License), []),
  properties: v.optional(v.array(Property), []),
});
const Bom = v.object({ bomFormat: v.literal('CycloneDX'), components: v.optional(v.array(Component), []) });

/** The packages that a CycloneDX JSON document lists; `undefined` where it is none. Sorted, each name and version once. */
export function readDependencies(document: unknown): readonly Dependency[] | undefined {
  const bom = v.safeParse(Bom, document, { abortEarly: true });
  if (!bom.success) return undefined;
  const read = bom.output.components.map(dependencyOf);
  const once = new Map(read.map((one) => [JSON.stringify([one.name, one.version]), one]));
  return [...once.values()].sort((a, b) => compare(a.name, b.name) || compare(a.version, b.version));
}

function dependencyOf({
  group,
  licenses,
  name,
  properties,
  scope,
  version,
}: v.InferOutput<typeof Component>): Dependency {
  const licences = licenses.map(({ expression, license }) => expression ?? license?.id ?? license?.name ?? '');
  const isForDevelopment = properties.some((one) => one.name.endsWith(':development') && one.value === 'true');
  return {
    name: group === undefined || group === '' ? name : `${group}/${name}`,
    version,
    licences: licences.filter((text) => text !== '').join(', '),
    scope: isForDevelopment ? 'development' : scope,
  };
}

/** By code unit: the same on every machine. */
const compare = (one: string, other: string) => (one < other ? -1 : Number(one > other));
