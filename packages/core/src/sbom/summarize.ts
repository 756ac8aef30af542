import * as v from 'valibot';
import { fail, ok, type Result } from '../failure/index.ts';
import { parseJson } from '../json/index.ts';

export interface SbomSummary {
  readonly format: 'CycloneDX';
  readonly specVersion: string;
  readonly components: number;
  readonly serial: string | undefined;
}

const Document = v.object({
  bomFormat: v.literal('CycloneDX'),
  specVersion: v.string(),
  serialNumber: v.optional(v.string()),
  components: v.optional(v.array(v.object({ name: v.string() })), []),
});

/** What a CycloneDX JSON document says of itself; it is not checked against the whole schema. */
export function summarizeSbom(text: string, file: string): Result<SbomSummary> {
  const json = parseJson(text, file);
  if (!json.ok) return json;
  const document = v.safeParse(Document, json.value);
  if (!document.success) {
    return fail('unsupported-format', 'This file is not a CycloneDX JSON document.', {
      file,
      hint: 'Make it with `interlock generate-sbom`.',
    });
  }
  const { specVersion, serialNumber, components } = document.output;
  return ok({ format: 'CycloneDX', specVersion, components: components.length, serial: serialNumber });
}
