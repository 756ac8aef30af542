/** One entry of the answer of npm's bulk advisory endpoint (docs.npmjs.com, `npm audit`, Bulk Advisory Endpoint). */
export interface Advisory {
  readonly id: number;
  readonly url: string;
  readonly title: string;
  readonly severity: 'info' | 'low' | 'moderate' | 'high' | 'critical';
  readonly vulnerable_versions: string;
  readonly cwe: readonly string[];
}

/** What the rehearsal's registry knows: of one package, which is only there to be found. */
export const fixturePackage = 'interlock-fixture-leaky-template';
export const advisories: Readonly<Record<string, readonly Advisory[]>> = {
  [fixturePackage]: [
    {
      id: 1_000_001,
      url: 'https://advisories.interlock.invalid/GHSA-xxxx-fixt-ure1',
      title: 'Template can read files outside its folder',
      severity: 'high',
      vulnerable_versions: '<2.0.0',
      cwe: ['CWE-22'],
    },
  ],
};
