import * as v from 'valibot';
import { noList } from '../json/index.ts';

/** A member that may be left out; SARIF writers also say null. */
const optional = <S extends v.GenericSchema>(schema: S) => v.nullish(schema);
const text = v.string();
const index = optional(v.pipe(v.number(), v.integer()));
const Level = v.picklist(['none', 'note', 'warning', 'error']);
const Configuration = v.object({ level: optional(Level) });
const Score = optional(v.unknown());
const Properties = optional(v.object({ 'security-severity': Score }));

const Rule = v.object({ id: text, defaultConfiguration: optional(Configuration), properties: Properties });
const Component = v.object({
  name: text,
  version: optional(text),
  semanticVersion: optional(text),
  rules: optional(v.array(Rule)),
});
const RuleReference = v.object({ id: optional(text), index, toolComponent: optional(v.object({ index })) });
const ArtifactLocation = v.object({ uri: optional(text), uriBaseId: optional(text), index });
const PhysicalLocation = v.object({
  artifactLocation: optional(ArtifactLocation),
  region: optional(v.object({ startLine: index })),
});
const Fingerprints = optional(noList(v.record(v.string(), text)));

const SarifResult = v.object({
  ruleId: optional(text),
  ruleIndex: index,
  rule: optional(RuleReference),
  kind: optional(v.picklist(['pass', 'open', 'informational', 'notApplicable', 'review', 'fail'])),
  level: optional(Level),
  message: v.object({ text: optional(text), markdown: optional(text), id: optional(text) }),
  locations: optional(v.array(v.object({ physicalLocation: optional(PhysicalLocation) }))),
  suppressions: optional(v.array(v.object({ status: optional(v.picklist(['accepted', 'underReview', 'rejected'])) }))),
  baselineState: optional(v.picklist(['new', 'unchanged', 'updated', 'absent'])),
  fingerprints: Fingerprints,
  partialFingerprints: Fingerprints,
  properties: Properties,
});

const Override = v.object({ configuration: Configuration, descriptor: RuleReference });
const Invocation = v.object({
  executionSuccessful: optional(v.boolean()),
  ruleConfigurationOverrides: optional(v.array(Override)),
});

const SarifRun = v.object({
  tool: v.object({ driver: Component, extensions: optional(v.array(Component)) }),
  invocations: optional(v.array(Invocation)),
  originalUriBaseIds: optional(
    noList(v.record(v.string(), v.object({ uri: optional(text), uriBaseId: optional(text) }))),
  ),
  artifacts: optional(v.array(v.object({ location: optional(ArtifactLocation) }))),
  results: optional(v.array(SarifResult)),
  externalPropertyFileReferences: optional(v.object({ results: optional(v.array(v.unknown())) })),
});

/** The part of SARIF 2.1.0 (OASIS, section 3) that findings are read from. */
export const SarifLog = v.object({ version: v.literal('2.1.0'), runs: v.array(SarifRun) });

export type SarifRun = v.InferOutput<typeof SarifRun>;
export type SarifResult = v.InferOutput<typeof SarifResult>;
export type SarifRule = v.InferOutput<typeof Rule>;
export type SarifLevel = v.InferOutput<typeof Level>;
export type SarifRuleReference = v.InferOutput<typeof RuleReference>;
export type SarifArtifactLocation = v.InferOutput<typeof ArtifactLocation>;
