declare module 'spdx-expression-parse' {
  interface LicenseInfo {
    readonly license: string;
    readonly plus?: true;
    readonly exception?: string;
  }
  interface ConjunctionInfo {
    readonly conjunction: 'and' | 'or';
    readonly left: LicenseInfo | ConjunctionInfo;
    readonly right: LicenseInfo | ConjunctionInfo;
  }
  /** Throws on everything that is not a licence expression of SPDX. */
  export default function parse(expression: string): LicenseInfo | ConjunctionInfo;
}
