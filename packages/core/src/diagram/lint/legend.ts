import { problem, type Problem } from '../problem.ts';
import type { Diagram } from '../syntax.ts';
import { everyMessage, everyStep } from './every-step.ts';

const end = { line: 1, column: 1 };

/** R53 to R59, as a word that a section on security has for each. */
const protections: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['ephemeral credentials', /ephemeral|short-lived|oidc|one-time/i],
  ['their scope', /scope|least privilege|only/i],
  ['signatures', /sign/i],
  ['the SBOM', /\bsbom\b/i],
  ['provenance', /provenance/i],
  ['the policy', /policy/i],
];

/** R51, R102: a legend, and a section on security in it or in a note. */
export function lintLegend({ legend, steps }: Diagram): readonly Problem[] {
  const at = legend?.at ?? end;
  const colours = new Set(everyMessage(steps).flatMap(({ message }) => message.colour ?? []));
  const unexplained = [...colours].filter((one) => !legend?.text.toLowerCase().includes(one.toLowerCase()));
  const notes = everyStep(steps).flatMap((step) => (step.kind === 'note' ? [step.text] : []));
  const security = [legend?.text ?? '', ...notes].find((text) => /\bsecurity\b/i.test(text));
  const left = protections.filter(([, pattern]) => security === undefined || !pattern.test(security));
  const silent =
    security === undefined ? 'There is no section on security' : 'The section on security leaves something out';
  return [
    ...(legend === undefined
      ? [problem('legend-missing', 'error', at, 'There is no legend', 'Write legend … end legend beneath the messages')]
      : unexplained.map((one) =>
          problem('legend-colour', 'error', at, `The legend does not say what ${one} means`, 'Name the colour in it'),
        )),
    ...(left.length === 0
      ? []
      : [
          problem(
            'security-missing',
            'error',
            at,
            silent,
            `Say below “Security:” in the legend what holds for ${left.map(([what]) => what).join(', ')}`,
          ),
        ]),
  ];
}
