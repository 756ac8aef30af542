import { approvalSection } from './approval-section.ts';
import { canarySection } from './canary-section.ts';
import { dependencySection } from './dependency-section.ts';
import { diagramSection } from './diagram-section.ts';
import { eventSection } from './event-section.ts';
import { evidenceSection } from './evidence-section.ts';
import type { ReportParts } from './gather.ts';
import { ledgerSection } from './ledger-section.ts';
import type { Section } from './section.ts';
import { testSection } from './test-section.ts';
import { verdictSection } from './verdict-section.ts';

/** In the order in which a reader asks: what, why, on what grounds, then the rest. */
export function sectionsOf(parts: ReportParts): readonly Section[] {
  const sections = [
    verdictSection(parts.verdicts),
    evidenceSection(parts.evidence),
    approvalSection(parts.approvals),
    testSection(parts.reports),
    dependencySection(parts.dependencies),
    canarySection(parts.canaries),
    eventSection(parts.events),
    ledgerSection(parts.ledger),
    diagramSection(parts.diagram),
  ];
  return parts.evidence.audit.result === 'verified' ? sections : sections.map(unproven);
}

/** What unproven files say is not shown as good, only as said. */
const unproven = (section: Section): Section => (section.tone === 'good' ? { ...section, tone: 'plain' } : section);
