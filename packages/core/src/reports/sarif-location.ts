import { insidePath } from './inside-path.ts';
import type { SarifArtifactLocation, SarifResult, SarifRun } from './sarif-schema.ts';

/** Path relative to the repository root (left out where it lies outside) and 1-based line. */
export interface FileLine {
  readonly path?: string;
  readonly line?: number;
}

/** Where a result's first location is. */
export function locationOf(run: SarifRun, result: SarifResult, root: string): FileLine {
  const physical = result.locations?.[0]?.physicalLocation;
  const path = pathOf(run, physical?.artifactLocation ?? undefined, root);
  if (path === undefined) return {};
  const line = physical?.region?.startLine;
  return line != null && line > 0 ? { path, line } : { path };
}

function pathOf(run: SarifRun, location: SarifArtifactLocation | undefined, root: string): string | undefined {
  const listed = location?.index != null && location.index >= 0 ? run.artifacts?.[location.index]?.location : undefined;
  const uri = location?.uri ?? listed?.uri;
  if (uri == null) return undefined;
  const base = baseOf(run, location?.uriBaseId ?? listed?.uriBaseId ?? undefined, 8);
  return (base === undefined ? undefined : insideUri(`${base}${uri}`, root)) ?? insideUri(uri, root);
}

/** The base that `originalUriBaseIds` gives (SARIF 2.1.0, section 3.14.14), which may itself have one. */
function baseOf(run: SarifRun, id: string | undefined, depth: number): string | undefined {
  const base = id === undefined || depth === 0 ? undefined : run.originalUriBaseIds?.[id];
  if (base?.uri == null) return undefined;
  return `${baseOf(run, base.uriBaseId ?? undefined, depth - 1) ?? ''}${base.uri}`;
}

function insideUri(uri: string, root: string): string | undefined {
  try {
    return insidePath(
      decodeURIComponent(uri.replace(/^file:\/\/(?:localhost)?(?=\/)/i, '').replace(/[?#].*$/s, '')),
      root,
    );
  } catch {
    return undefined;
  }
}
