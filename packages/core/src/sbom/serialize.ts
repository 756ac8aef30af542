import { createHash } from 'node:crypto';
import * as Enums from '@cyclonedx/cyclonedx-library/Enums';
import * as Models from '@cyclonedx/cyclonedx-library/Models';
import * as Serialize from '@cyclonedx/cyclonedx-library/Serialize';
import * as Spec from '@cyclonedx/cyclonedx-library/Spec';
import { project } from '../project/index.ts';

export interface SbomParts {
  readonly root: Models.Component;
  readonly components: Iterable<Models.Component>;
  readonly properties: Readonly<Record<string, string>>;
  /** References of those whose dependencies are not all in the document; none where it is complete. */
  readonly incomplete: readonly string[];
  readonly sourceDateEpoch: number | undefined;
}

/** CycloneDX 1.6 JSON; the serial number follows from the content. */
export function serializeSbom(parts: SbomParts): string {
  const metadata = new Models.Metadata({ component: parts.root });
  metadata.tools.components.add(
    new Models.Component(Enums.ComponentType.Application, 'interlock', {
      bomRef: 'tool:interlock',
      version: project.version,
    }),
  );
  for (const [name, value] of Object.entries(parts.properties)) {
    metadata.properties.add(new Models.Property(name, value));
  }
  if (parts.sourceDateEpoch !== undefined) metadata.timestamp = new Date(parts.sourceDateEpoch * 1000);
  const components = new Models.ComponentRepository([...parts.components].sort(byReference));
  const bom = new Models.Bom({ metadata, components });
  const factory = new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6);
  // The library would sort by the locale of the machine and by the names of its classes, which minifying changes.
  const { $schema, bomFormat, specVersion, version, ...content } = factory
    .makeForBom()
    .normalize(bom, { sortLists: false });
  const dependencies = sortDependencies(content.dependencies ?? []);
  const body = {
    ...content,
    dependencies,
    compositions: compositionsOf(String(parts.root.bomRef.value), parts.incomplete),
  };
  const serialNumber = `urn:uuid:${contentUuid(JSON.stringify(body))}`;
  return `${JSON.stringify({ $schema, bomFormat, specVersion, version, serialNumber, ...body }, null, 2)}\n`;
}

function byReference(one: Models.Component, other: Models.Component): number {
  return compare(String(one.bomRef.value), String(other.bomRef.value));
}

interface Dependency {
  readonly ref: string;
  readonly dependsOn?: readonly string[];
}

function sortDependencies(dependencies: readonly Dependency[]): readonly Dependency[] {
  return dependencies
    .map(({ ref, dependsOn }) => (dependsOn === undefined ? { ref } : { ref, dependsOn: [...dependsOn].sort(compare) }))
    .sort((one, other) => compare(one.ref, other.ref));
}

/** By code unit: the same on every machine. */
function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

/** The library has no compositions: CycloneDX 1.6, `compositions`. */
function compositionsOf(root: string, incomplete: readonly string[]): readonly object[] {
  if (incomplete.length === 0) return [{ aggregate: 'complete', assemblies: [root], dependencies: [root] }];
  const dependencies = [...new Set([root, ...incomplete])].sort();
  return [{ aggregate: 'incomplete', assemblies: [root], dependencies }];
}

const urlNamespace = Buffer.from('6ba7b8119dad11d180b400c04fd430c8', 'hex');

/** Name-based UUID, version 5 (RFC 9562, section 5.5), in the URL namespace. */
function contentUuid(content: string): string {
  const bytes = createHash('sha1').update(urlNamespace).update(content).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
