import type { SarifLevel, SarifResult, SarifRule, SarifRuleReference, SarifRun } from './sarif-schema.ts';
import { readScore, severityOfScore, type Severity } from './severity.ts';

/** The rules of a run: those of the driver first, then those of each extension. */
export interface RuleBook {
  readonly components: readonly (readonly SarifRule[])[];
  readonly byId: ReadonlyMap<string, SarifRule>;
  /** Level per rule id that the invocation set, which stands above the rule's default. */
  readonly overrides: ReadonlyMap<string, SarifLevel>;
}

export function ruleBookOf(run: SarifRun): RuleBook {
  const components = [run.tool.driver, ...(run.tool.extensions ?? [])].map((component) => component.rules ?? []);
  const byId = new Map<string, SarifRule>();
  for (const rule of components.flat()) if (!byId.has(rule.id)) byId.set(rule.id, rule);
  const book = { components, byId, overrides: new Map<string, SarifLevel>() };
  for (const { configuration, descriptor } of (run.invocations ?? []).flatMap(
    (invocation) => invocation.ruleConfigurationOverrides ?? [],
  )) {
    const id = ruleAt(book, descriptor)?.id ?? descriptor.id;
    if (id != null && configuration.level != null) book.overrides.set(id, configuration.level);
  }
  return book;
}

/** The rule of a result (SARIF 2.1.0, sections 3.27.5 to 3.27.7); a hierarchical id such as `CA1000/1` is of rule `CA1000`. */
export function ruleOf(book: RuleBook, result: SarifResult): SarifRule | undefined {
  const id = result.ruleId ?? result.rule?.id;
  const reference = { ...result.rule, id, index: result.ruleIndex ?? result.rule?.index };
  return ruleAt(book, reference);
}

function ruleAt(book: RuleBook, { id, index, toolComponent }: SarifRuleReference): SarifRule | undefined {
  const component = book.components[(toolComponent?.index ?? -1) + 1];
  const rule = index == null || index < 0 ? undefined : component?.[index];
  if (id == null) return rule;
  if (rule !== undefined && (id === rule.id || id.startsWith(`${rule.id}/`))) return rule;
  return book.byId.get(id) ?? book.byId.get(id.slice(0, Math.max(0, id.lastIndexOf('/'))));
}

const ofLevel = { error: 'high', warning: 'medium', note: 'low', none: 'info' } as const satisfies Record<
  SarifLevel,
  Severity
>;

/**
 * Severity of a result: its own or its rule's `security-severity` (GitHub's property) where that is a score, else by
 * level: error high, warning medium, note low, none info.
 */
export function severityOf(book: RuleBook, result: SarifResult): Severity {
  const rule = ruleOf(book, result);
  const score =
    readScore(result.properties?.['security-severity']) ?? readScore(rule?.properties?.['security-severity']);
  if (score !== undefined && result.kind !== 'informational') return severityOfScore(score);
  return ofLevel[levelOf(book, result, rule)];
}

/** SARIF 2.1.0, section 3.27.10. */
function levelOf(book: RuleBook, result: SarifResult, rule: SarifRule | undefined): SarifLevel {
  if (result.level != null) return result.level;
  if (result.kind != null && result.kind !== 'fail') return 'none';
  const override = book.overrides.get(rule?.id ?? result.ruleId ?? '');
  return override ?? rule?.defaultConfiguration?.level ?? 'warning';
}
