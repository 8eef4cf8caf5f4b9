/**
 * Decides whether an edit changes what the engine does. Knows nothing of cases or of the diagnosis:
 * it runs the engine and its tests, and compares what they show with what the unedited engine shows.
 *
 * What differs between runs of the unedited engine (times, counts that depend on them) cannot testify:
 * each check is run several times on the unedited copy first, and only facts that never varied count.
 * A difference counts when a second run shows one too, so that a busy machine is no witness either.
 */
import type { StagedEdit, WorkCopy } from "#bench/grading/copies";

/** What a check saw: text by fact. */
export type Observation = Map<string, string>;

/** One way to look at a copy. */
export interface Check {
  /** Checks of one name see the same in the same copy. */
  readonly name: string;
  observe(copy: WorkCopy): Promise<Observation>;
}

/** What the oracle says of a copy. */
export interface OracleVerdict {
  isChanged: boolean;
  /** The check that saw it; "" when none did. */
  check: string;
  /** `fact: expected -> actual`; "" when nothing differs. */
  difference: string;
}

interface Baseline {
  /** Facts that never varied. */
  steady: Observation;
  /** Names of all facts ever seen. */
  known: Set<string>;
}

const BASELINE_RUNS = 3;
const SHOWN_CHARS = 160;
const SAME: OracleVerdict = { isChanged: false, check: "", difference: "" };

/** Facts that are the same in all observations. */
export function baselineOf(observations: readonly Observation[]): Baseline {
  const known = new Set(observations.flatMap((seen) => [...seen.keys()]));
  const steady: Observation = new Map();
  for (const fact of known) {
    const texts = new Set(observations.map((seen) => seen.get(fact)));
    const [text] = texts;
    if (texts.size === 1 && text !== undefined) steady.set(fact, text);
  }
  return { steady, known };
}

function shown(text: string | undefined): string {
  if (text === undefined) return "absent";
  return text.length > SHOWN_CHARS ? `${text.slice(0, SHOWN_CHARS)}…` : text;
}

/** The first difference, what is new before what is other, as `fact: expected -> actual`; undefined when there is none. */
export function differenceOf({ steady, known }: Baseline, seen: Observation): string | undefined {
  for (const [fact, actual] of seen) {
    if (!known.has(fact)) return `${fact}: absent -> ${shown(actual)}`;
  }
  for (const [fact, expected] of steady) {
    const actual = seen.get(fact);
    if (actual !== expected) return `${fact}: ${shown(expected)} -> ${shown(actual)}`;
  }
  return undefined;
}

export class Oracle {
  readonly #pristine: WorkCopy;
  readonly #checksFor: (edit: StagedEdit) => Check[];
  readonly #baselines = new Map<string, Promise<Baseline>>();

  /** `checksFor`: what to look at after an edit, the cheapest first. */
  constructor(pristine: WorkCopy, checksFor: (edit: StagedEdit) => Check[]) {
    this.#pristine = pristine;
    this.#checksFor = checksFor;
  }

  /** Looks at a copy in which `edit` was made, until the first difference. */
  async examine(copy: WorkCopy, edit: StagedEdit): Promise<OracleVerdict> {
    for (const check of this.#checksFor(edit)) {
      const baseline = await this.#baselineOf(check);
      const difference = differenceOf(baseline, await check.observe(copy));
      if (difference === undefined) continue;
      if (differenceOf(baseline, await check.observe(copy)) === undefined) continue;
      return { isChanged: true, check: check.name, difference };
    }
    return SAME;
  }

  #baselineOf(check: Check): Promise<Baseline> {
    const known = this.#baselines.get(check.name);
    if (known !== undefined) return known;
    const baseline = this.#observeBaseline(check);
    this.#baselines.set(check.name, baseline);
    return baseline;
  }

  async #observeBaseline(check: Check): Promise<Baseline> {
    const observations: Observation[] = [];
    for (let i = 0; i < BASELINE_RUNS; i++) observations.push(await check.observe(this.#pristine));
    return baselineOf(observations);
  }
}
