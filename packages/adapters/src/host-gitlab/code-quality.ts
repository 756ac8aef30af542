import { createHash } from 'node:crypto';
import type { Annotation } from '@interlock/core/host';
import { oneLine } from '@interlock/core/text';

const severities = { error: 'major', warning: 'minor', notice: 'info' } as const;

/** GitLab's Code Quality report (artifacts:reports:codequality): only annotations that name a file have a place in it. */
export function codeQualityReport(annotations: readonly Annotation[]): string {
  const issues = annotations.flatMap(({ level, title, message, file, line }) =>
    file === undefined
      ? []
      : [
          {
            description: oneLine(`${title}: ${message}`, 4000),
            check_name: oneLine(title),
            fingerprint: createHash('sha256')
              .update(JSON.stringify([title, message, file, line ?? 1]))
              .digest('hex'),
            severity: severities[level],
            location: { path: oneLine(file, 4000), lines: { begin: line ?? 1 } },
          },
        ],
  );
  return `${JSON.stringify(issues, null, 2)}\n`;
}
