import type { FlagDefinition } from './flag-file.ts';

/** What a boolean flag answers, in short. */
export type FlagSetting =
  | { readonly state: 'off' | 'on' }
  /** On for this share of the targeting keys, from 0 to 100. */
  | { readonly state: 'percentage'; readonly percentage: number }
  /** Rules that somebody wrote, no variant by default, or disabled: the code or a rule decides. */
  | { readonly state: 'rules' | 'disabled' };

/** The names of the variants that are true and false: `on` and `off` where they are, else the first of each. */
export function booleanVariants({ variants }: FlagDefinition) {
  const named = (value: boolean, usual: string): string | undefined =>
    variants[usual] === value ? usual : Object.keys(variants).find((name) => variants[name] === value);
  return { on: named(true, 'on'), off: named(false, 'off') };
}

/** The name of a variant that is neither true nor false; undefined for a boolean flag. */
export function otherVariant({ variants }: FlagDefinition): string | undefined {
  return Object.keys(variants).find((name) => typeof variants[name] !== 'boolean');
}

export function settingOf(flag: FlagDefinition): FlagSetting {
  if (flag.state === 'DISABLED') return { state: 'disabled' };
  if (hasOwnRules(flag)) return { state: 'rules' };
  const percentage = percentageOf(flag);
  if (percentage !== undefined) return { state: 'percentage', percentage };
  const value = flag.defaultVariant ? flag.variants[flag.defaultVariant] : undefined;
  return typeof value === 'boolean' ? { state: value ? 'on' : 'off' } : { state: 'rules' };
}

/** Whether there is targeting that is more than a percentage. */
export function hasOwnRules(flag: FlagDefinition): boolean {
  return Object.keys(flag.targeting ?? {}).length > 0 && percentageOf(flag) === undefined;
}

/** The share that is on where the only rule is a plain `fractional` over variants that are true or false. */
function percentageOf({ targeting = {}, variants }: FlagDefinition): number | undefined {
  const buckets = targeting['fractional'];
  if (Object.keys(targeting).length !== 1 || !Array.isArray(buckets) || buckets.length === 0) return undefined;
  let [on, total] = [0, 0];
  for (const bucket of buckets as readonly unknown[]) {
    if (!Array.isArray(bucket) || bucket.length !== 2) return undefined;
    const [name, weight]: readonly unknown[] = bucket;
    if (typeof name !== 'string' || typeof weight !== 'number' || !(weight >= 0)) return undefined;
    const value = variants[name];
    if (typeof value !== 'boolean') return undefined;
    on += value ? weight : 0;
    total += weight;
  }
  return total === 0 ? undefined : (on / total) * 100;
}

/** `off`, `on`, `25%`, `rules` or `disabled`. */
export function settingText(setting: FlagSetting): string {
  return setting.state === 'percentage' ? `${Number(setting.percentage.toFixed(2))}%` : setting.state;
}
