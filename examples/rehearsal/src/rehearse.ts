import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { repositoryRoot } from './interlock.ts';
import { openJournal } from './journal.ts';
import { faultNames, faults, type FaultName } from './rehearsal/faults.ts';
import { isWell, rehearseFault, rehearseFlow } from './rehearsal/rehearse.ts';
import { openScene } from './rehearsal/scene.ts';
import type { FlowName } from './rehearsal/run.ts';
import { checksTable, endingsTable } from './tables.ts';
import { withWorld } from './with-world.ts';

const flows: readonly FlowName[] = ['default', 'trusted', 'hotfix'];
const usage = `Usage: rehearse <${flows.join('|')}> [--fault NAME]

Without --fault a change goes its way, from the agent's push to production. With --fault something goes wrong:
${faultNames.map((name) => `  ${name.padEnd(24)} ${faults[name].flow.padEnd(8)} ${faults[name].what}`).join('\n')}

Exit code 0: it ended as specified; 1: it did not; 2: the call is wrong.`;

/** `pnpm rehearse`. */
async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { fault: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help === true) {
    console.log(usage);
    return 0;
  }
  const flow = flows.find((name) => name === positionals[0]);
  const fault = faultNames.find((name) => name === values.fault);
  const problem = whatIsWrong(positionals, flow, { asked: values.fault, fault });
  if (problem !== undefined || flow === undefined) {
    console.error(`rehearse: ${problem ?? ''}\n\n${usage}`);
    return 2;
  }
  return rehearse(flow, fault);
}

function whatIsWrong(
  positionals: readonly string[],
  flow: FlowName | undefined,
  { asked, fault }: { readonly asked: string | undefined; readonly fault: FaultName | undefined },
): string | undefined {
  if (flow === undefined || positionals.length !== 1) return 'one flow was expected';
  if (asked === undefined) return undefined;
  if (fault === undefined) return `there is no fault ${JSON.stringify(asked)}`;
  return faults[fault].flow === flow ? undefined : `${fault} is a fault of the flow ${faults[fault].flow}`;
}

async function rehearse(flow: FlowName, fault: FaultName | undefined): Promise<number> {
  const journal = openJournal(console.log);
  const evidence = join(repositoryRoot, '.interlock/out/rehearsal');
  rmSync(join(evidence, fault ?? flow), { recursive: true, force: true });
  const rehearsed = await withWorld(journal, evidence, (world) => {
    const scene = openScene(world);
    return fault === undefined ? rehearseFlow(scene, flow) : rehearseFault(scene, fault);
  });
  console.log(`\n${checksTable(rehearsed.checks)}\n\n${endingsTable([rehearsed])}\n\nEvidence: ${rehearsed.evidence}`);
  return isWell(rehearsed) ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (cause) {
  console.error(`rehearse: ${cause instanceof Error ? cause.message : String(cause)}`);
  process.exitCode = cause instanceof TypeError && 'code' in cause ? 2 : 1;
}
