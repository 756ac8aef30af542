import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { shortCode, type ApprovalRequest } from '@interlock/core/approval';
import { hoursFromNow, makeApprovalScene } from '../fixture/approval-scene.ts';
import { checkRows } from './check-rows.ts';

/** A request as request-approval writes it, changed, and an approver who read its code. */
const given = (more: object = {}, edit: (text: string) => string = (text) => text) => ({
  file: 'approval-request.json',
  prepare: (folder: string) => {
    const { subject: signed, verdict } = makeApprovalScene(folder);
    const { approver, ...rest } = signed;
    const subject = { ...rest, ...more };
    const request: ApprovalRequest = {
      schema: 'interlock/approval-request/v1',
      code: shortCode(subject),
      subject,
      findings: verdict.findings,
      notification: { by: 'nobody', outcome: 'not-configured' },
    };
    writeFileSync(join(folder, 'approval-request.json'), edit(JSON.stringify(request)));
    writeFileSync(join(folder, 'key'), 'none');
    return { code: shortCode(subject), approver, key: 'key' };
  },
});

checkRows({
  operation: 'approve',
  face: 'command',
  rows: [
    { name: 'no JSON', ...given({}, () => '{'), exitCode: 2, says: /JSON/, fix: /restore it from version control/ },
    {
      name: 'an unknown schema',
      ...given({}, (text) => text.replace('request/v1', 'request/v9')),
      exitCode: 2,
      says: /schema/,
      fix: /as Interlock wrote it/,
    },
    {
      name: 'a request that has ended',
      ...given({ notBefore: hoursFromNow(-3), expires: hoursFromNow(-2) }),
      exitCode: 1,
      says: /The request ended at/,
      fix: /Ask for a new one/,
    },
    {
      name: 'a comment that quotes the code',
      ...given({}, () => 'interlock approve K7Q2-M9XD\n'),
      exitCode: 2,
      says: /JSON/,
      fix: /restore it from version control/,
    },
    {
      name: 'a request that shows another code than its subject has',
      ...given({}, (text) => text.replace(/"code":"[^"]+"/, '"code":"AAAAA-AAAAA"')),
      exitCode: 1,
      says: /code/,
      fix: /./,
    },
    {
      name: 'a request with another head than the code that was read',
      ...given({}, (text) => text.replace(/"head":"[0-9a-f]{40}/, `"head":"${'1'.repeat(40)}`)),
      exitCode: 1,
      says: /The code of this request is .*, and you read/,
      fix: /from the gate again/,
    },
    {
      name: 'a request that shows other findings',
      ...given({}, (text) => text.replace('a permission', 'a comma')),
      exitCode: 1,
      says: /shows other findings/,
      fix: /do not sign this one/,
    },
  ],
});
