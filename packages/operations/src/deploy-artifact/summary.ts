import type { DeploymentRecord } from '@interlock/core/deployment';
import type { Reporter } from '@interlock/core/host';
import { escapeMarkdown, inlineCode, markdownTable } from '@interlock/core/text';

/** One line where all is good, and what else there is to know. */
export function deploymentSummary(record: DeploymentRecord): string {
  const { answer, artifact, environment, passedOver, provenance, reference, result, sboms } = record;
  const head = `Interlock: ${result === 'deployed' ? 'deployed' : 'deployment failed'} · ${escapeMarkdown(environment)} · ${artifact.digest}`;
  const attested = sboms.some((sbom) => sbom.class === 'attested');
  const table = markdownTable(
    ['what', 'answer'],
    [
      ['asked for', inlineCode(reference)],
      ['signed by', escapeMarkdown(provenance.signer)],
      ['built from', `${inlineCode(provenance.commit)}: the signer's word`],
      ['SBOM', attested ? 'attested' : 'attached: a claim of who may write to the store'],
      ['hook', escapeMarkdown(`${answer.hook}${answer.says === '' ? '' : `: ${answer.says}`}`)],
      ['running', answer.running ?? 'no answer'],
      ...passedOver.map((why) => ['passed over', escapeMarkdown(why)]),
    ],
  );
  return `${head}\n\n${table}\n`;
}

export function announceOther(reporter: Reporter, { answer, artifact, environment }: DeploymentRecord): void {
  reporter.annotate({
    level: 'error',
    title: 'deploy-artifact: another artifact runs',
    message: `${environment} runs ${answer.running ?? 'nothing that it names'}, and ${artifact.digest} was deployed. Find out why the target did not take it, then deploy again.`,
  });
}
