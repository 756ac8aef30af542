import { checkConformance, type TraceEntry } from '@interlock/core/contract';
import { randomCase, randomFrom, stranger, type Case } from './random-contract.ts';

const mutations = {
  none: ({ trace }) => trace,
  drop: ({ trace }, at) => trace.toSpliced(at, 1),
  swap: ({ trace }, at, other) => trace.with(at, trace[other] ?? stranger).with(other, trace[at] ?? stranger),
  inject: ({ trace }, at) => trace.toSpliced(at, 0, stranger),
  duplicate: ({ trace }, at) => trace.toSpliced(at, 0, ...trace.slice(at, at + 1)),
} as const satisfies Record<string, (one: Case, at: number, other: number) => readonly TraceEntry[]>;

export type Mutation = keyof typeof mutations;
const names = Object.keys(mutations) as Mutation[];

/** Ways to look at a case: whether it is as it should be. */
const judges = {
  contract: ({ diagram }, trace) => {
    const checked = checkConformance(diagram, trace);
    return checked.ok && checked.value.verdict === 'conforms';
  },
  checklist: ({ required, trace: good }, trace) => {
    const there = new Set(trace.map(({ entry }) => entry.id));
    return required.every((at) => there.has(good[at]?.entry.id ?? ''));
  },
  inOrder: ({ required, trace: good }, trace) => {
    let from = 0;
    return required.every((at) => {
      const found = trace.findIndex(({ entry }, index) => index >= from && entry.id === good[at]?.entry.id);
      from = found + 1;
      return found >= 0;
    });
  },
} as const satisfies Record<string, (one: Case, trace: readonly TraceEntry[]) => boolean>;

export type Judge = keyof typeof judges;

export interface Classified {
  readonly mutation: Mutation;
  readonly cases: number;
  /** How many were judged right. */
  readonly right: Readonly<Record<Judge, number>>;
}

/** Cases that are good, and as many with each mutation of what must happen: all five together are `count`. */
export function classify(count: number): readonly Classified[] {
  const random = randomFrom(20_261_125);
  const cases = Array.from({ length: Math.ceil(count / names.length) }, () =>
    randomCase(5 + Math.floor(random() * 40), random),
  ).filter(({ required }) => required.length > 1);
  return names.map((mutation) => {
    const right = { contract: 0, checklist: 0, inOrder: 0 };
    for (const one of cases) {
      const place = Math.floor(random() * (one.required.length - 1));
      const trace = mutations[mutation](one, one.required[place] ?? 0, one.required[place + 1] ?? 0);
      for (const judge of Object.keys(judges) as Judge[])
        if (judges[judge](one, trace) === (mutation === 'none')) right[judge] += 1;
    }
    return { mutation, cases: cases.length, right };
  });
}

/** Milliseconds of wall clock for a case of about this many events, by percentile, over many cases. */
export function timeCases(events: number, count: number) {
  const random = randomFrom(7);
  const cases = Array.from({ length: count }, () => randomCase(Math.round(events / 1.2), random));
  for (const { diagram, trace } of cases.slice(0, 20)) checkConformance(diagram, trace);
  const times = cases.map(({ diagram, trace }) => {
    const before = performance.now();
    checkConformance(diagram, trace);
    return performance.now() - before;
  });
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
  const mean = cases.reduce((sum, { trace }) => sum + trace.length, 0) / cases.length;
  return { mean, median: at(0.5), p95: at(0.95) };
}
