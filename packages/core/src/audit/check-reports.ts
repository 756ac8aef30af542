import { fails, type Check } from './check.ts';
import { documentsOf } from './documents.ts';
import { findNamed } from './find-named.ts';
import type { AuditFolder } from './read-folder.ts';

/** The files that reports were made from, where they are in the folder. */
export function checkReports({ documents, files }: AuditFolder): readonly Check[] {
  return documentsOf(documents, 'interlock/reports/v1').flatMap(({ path, value }) =>
    [...value.tests, ...value.coverage, ...value.scans]
      .flatMap((part) => part.files)
      .flatMap((source): readonly Check[] => {
        const found = findNamed(files, path, { name: source.path, digest: source.digest });
        if (found === 'here' || found === 'absent' || found.path === path) return [];
        return [fails(found.path, `is not the file that ${path} was made from`)];
      }),
  );
}
