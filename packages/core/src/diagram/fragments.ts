import { syntaxError, type Problem } from './problem.ts';
import { fragmentKinds, type Branch, type Fragment, type FragmentKind, type Position, type Step } from './syntax.ts';

/** Deepest that fragments stand inside one another. */
export const mostNesting = 50;

interface OpenBranch {
  readonly condition: string;
  readonly steps: Step[];
  readonly at: Position;
}

interface Open {
  readonly kind: FragmentKind;
  readonly colour?: string;
  readonly at: Position;
  readonly branches: OpenBranch[];
}

/** The steps of a diagram while it is read: they go to the branch that is open. */
export class Steps {
  readonly all: Step[] = [];
  readonly #open: Open[] = [];

  add(step: Step): void {
    (this.#open.at(-1)?.branches.at(-1)?.steps ?? this.all).push(step);
  }

  open(kind: FragmentKind, condition: string, colour: string | undefined, at: Position): Problem | undefined {
    if (this.#open.length >= mostNesting)
      return syntaxError(at, `More than ${mostNesting} fragments stand inside one another`, 'Move some to a ref');
    const branches = [{ condition, steps: [], at }];
    this.#open.push({ kind, ...(colour === undefined ? {} : { colour }), at, branches });
    return undefined;
  }

  branch(condition: string, at: Position): Problem | undefined {
    const open = this.#open.at(-1);
    if (open?.kind !== 'alt' && open?.kind !== 'par')
      return syntaxError(at, 'else stands outside of alt and par', 'Remove it, or open an alt above');
    open.branches.push({ condition, steps: [], at });
    return undefined;
  }

  close(at: Position): Problem | undefined {
    const open = this.#open.pop();
    if (open === undefined) return syntaxError(at, 'end closes nothing', 'Remove it, or open a fragment above');
    this.add(closed(open));
    return undefined;
  }

  /** Closes what the source left open. */
  finish(): readonly Problem[] {
    const left = [...this.#open];
    for (const { at } of left) this.close(at);
    return left.map(({ at, kind }) => syntaxError(at, `This ${kind} is never closed`, 'Write end where it is over'));
  }
}

const closed = ({ at, branches, colour, kind }: Open): Fragment => ({
  kind,
  branches: branches satisfies readonly Branch[],
  ...(colour === undefined ? {} : { colour }),
  at,
});

const opening = new RegExp(`^(${fragmentKinds.join('|')})(?:\\s*#([A-Za-z0-9]{1,30}))?(?:\\s+(.*))?$`);

/** `alt #lightgrey verdict = pass`, as what it opens. */
export function readFragment(text: string) {
  const [, word, colour, condition = ''] = opening.exec(text) ?? [];
  const kind = fragmentKinds.find((one) => one === word);
  return kind && { kind, colour, condition: condition.trim() };
}
