import * as Enums from '@cyclonedx/cyclonedx-library/Enums';
import * as Models from '@cyclonedx/cyclonedx-library/Models';
import type { LockedPackage } from './graph.ts';
import { mergeHashes, type PackageHash } from './hashes.ts';
import type { License } from './license.ts';
import { npmPurl } from './purl.ts';

/** What the project uses a package for; `unreachable` where nothing depends on it. */
export type Role = 'required' | 'optional' | 'development' | 'unreachable';

/** The project or a workspace as a component. */
export function application(id: string, name: string, version: string | undefined): Models.Component {
  const more = version === undefined ? {} : { version };
  return new Models.Component(Enums.ComponentType.Application, name, { bomRef: id, ...more });
}

/** A locked package as a component. Scope and property are those of cyclonedx-npm. */
export function library(id: string, item: LockedPackage, role: Role): Models.Component {
  const slash = item.name.startsWith('@') ? item.name.indexOf('/') : -1;
  const component = new Models.Component(Enums.ComponentType.Library, item.name.slice(slash + 1), {
    bomRef: id,
    ...(slash < 0 ? {} : { group: item.name.slice(0, slash) }),
    ...(item.version === '' ? {} : { version: item.version }),
    ...purlOf(item),
    ...(role === 'optional' || role === 'development' ? { scope: Enums.ComponentScope.Optional } : {}),
  });
  if (role === 'development') {
    component.properties.add(new Models.Property('cdx:npm:package:development', 'true'));
  }
  if (role === 'unreachable') {
    component.properties.add(new Models.Property('interlock:sbom:unreachable', 'true'));
  }
  for (const { algorithm, hex } of mergeHashes(item.hashes, [])) {
    const name = hashNames[algorithm];
    if (!component.hashes.has(name)) component.hashes.set(name, hex);
  }
  for (const license of licensesOf(item.licenses)) component.licenses.add(license);
  if (item.distribution !== undefined) {
    const reference = new Models.ExternalReference(item.distribution, Enums.ExternalReferenceType.Distribution);
    component.externalReferences.add(reference);
  }
  return component;
}

/** What is not from a registry must not pass for the registry's package of that name; a folder has no package URL. */
function purlOf({ name, version, source }: LockedPackage): { readonly purl?: string } {
  if (source.kind === 'file') return {};
  if (source.kind === 'git') return { purl: npmPurl(name, version, { vcs_url: source.address }) };
  if (source.kind === 'url') return { purl: npmPurl(name, version, { download_url: source.address }) };
  return { purl: npmPurl(name, version) };
}

/** CycloneDX takes either one expression or any number of single licences. */
function licensesOf(licenses: readonly License[]): readonly Models.License[] {
  const [only] = licenses;
  if (licenses.length === 1 && only?.kind === 'expression') return [new Models.LicenseExpression(only.text)];
  return licenses.map(({ kind, text }) =>
    kind === 'id' ? new Models.SpdxLicense(text) : new Models.NamedLicense(text),
  );
}

const hashNames = {
  MD5: Enums.HashAlgorithm.MD5,
  'SHA-1': Enums.HashAlgorithm['SHA-1'],
  'SHA-256': Enums.HashAlgorithm['SHA-256'],
  'SHA-384': Enums.HashAlgorithm['SHA-384'],
  'SHA-512': Enums.HashAlgorithm['SHA-512'],
} as const satisfies Record<PackageHash['algorithm'], Enums.HashAlgorithm>;
