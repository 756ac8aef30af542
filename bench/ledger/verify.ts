import { folderLedger } from '@interlock/adapters/ledger';
import { parseVkey, verifyLedger } from '@interlock/core/ledger';
import { valueOf } from '@interlock/core/ledger-fixture';

const [folder = '', vkey = '', count = ''] = process.argv.slice(2);
const read = valueOf(await folderLedger({ folder }).snapshot());
const report = valueOf(await verifyLedger(read, { verifier: valueOf(parseVkey(vkey, 'the argument')) }));
if (report.findings.length > 0 || report.entries.length !== Number(count)) process.exitCode = 1;
