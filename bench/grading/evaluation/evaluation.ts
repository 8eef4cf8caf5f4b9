/**
 * The blind evaluation: seeded edits to copies of the pipeline's own source, each diagnosed without a
 * word about it, and the reports held against the truth.
 */

import { type StagedEdit, WorkCopy } from "#bench/grading/copies";
import { CaseLog } from "./case-log.ts";
import { candidatesIn, type KeptEdit, type Selection, selectEdits } from "./case-selection.ts";
import { type DiagnosisOutcome, diagnose } from "./diagnosis-run.ts";
import { type HealthyLoad, healthyLoads, loadKey } from "./healthy-control.ts";
import { type Check, Oracle } from "./oracle.ts";
import { inParallel } from "./parallel.ts";
import { pairsOf, sampled } from "./sampling.ts";
import { type CaseScore, type EvaluatedCase, scoreOf } from "./scoring.ts";
import { treeDigests } from "./tree-digest.ts";

/** What to evaluate, and how. */
export interface EvaluationOptions {
  /** Root of the repository; it is read, never written. */
  root: string;
  /** Single edits. */
  cases: number;
  /** Pairs of edits that already matter singly. */
  pairs: number;
  /** Healthy controls. */
  healthy: number;
  seed: number;
  onlyStage?: string | undefined;
  onlyFile?: string | undefined;
  /** Copies that are worked on at a time. */
  jobs: number;
  /** Milliseconds that one diagnosis may take. */
  timeoutMs: number;
  /** Diagnose each case a second time, with changed files as evidence. */
  withSuspects: boolean;
  /** File of finished cases. */
  logPath: string;
  /** What the oracle looks at after an edit, the cheapest first. */
  checksFor: (root: string, edit: StagedEdit) => Check[];
  /** Progress, a line at a time. */
  say: (text: string) => void;
}

/** A finished healthy control. */
export interface EvaluatedControl {
  load: HealthyLoad;
  outcome: DiagnosisOutcome;
}

/** What came out, before it is counted up. */
export interface EvaluationRecord {
  scores: CaseScore[];
  /** The same cases with changed files as evidence; empty unless asked for. */
  suspectScores: CaseScore[];
  controls: EvaluatedControl[];
  candidateCount: number;
  fileCount: number;
  selection: Selection;
}

interface PlannedCase {
  key: string;
  edits: StagedEdit[];
  descriptions: string[];
}

function plannedCases(
  kept: readonly KeptEdit[],
  { cases, pairs, seed }: EvaluationOptions,
): PlannedCase[] {
  const singles = kept.slice(0, cases).map(({ key, edit, description }) => {
    return { key, edits: [edit], descriptions: [description] };
  });
  const byEdit = new Map(kept.map((one) => [one.edit, one]));
  const stacked = pairsOf([...byEdit.keys()], pairs, seed).map((edits) => {
    const both = edits.map((edit) => byEdit.get(edit)!);
    const key = both.map((one) => one.key).join("+");
    return { key, edits, descriptions: both.map(({ description }) => description) };
  });
  return [...singles, ...stacked];
}

function progressOf(score: CaseScore): string {
  const { edits, outcome } = score.case;
  const places = edits.map(({ file, line, operator }) => `${file}:${line} ${operator}`).join(" + ");
  const rank = (value: number): string => (value === 0 ? "-" : String(value));
  const ranks = `stage ${rank(score.stageRank)} file ${rank(score.fileRank)} line ${rank(score.lineRank)}`;
  return `${outcome.verdict}, ${ranks}, ${(outcome.elapsedMs / 1000).toFixed(1)} s: ${places}`;
}

class Evaluation {
  readonly #options: EvaluationOptions;
  readonly #pristine: WorkCopy;
  readonly #log: CaseLog;
  readonly #trees: { engine: string; all: string };

  constructor(options: EvaluationOptions, pristine: WorkCopy) {
    this.#options = options;
    this.#pristine = pristine;
    this.#log = new CaseLog(options.logPath);
    this.#trees = treeDigests(pristine.root);
  }

  async run(): Promise<EvaluationRecord> {
    const { cases, pairs, seed, jobs, say, checksFor, withSuspects, healthy } = this.#options;
    const { root } = this.#pristine;
    await this.#refuseUnlessHealthy();
    const candidates = candidatesIn(root, this.#options);
    say(`${candidates.edits.length} candidate edits in ${candidates.fileCount} files`);
    const oracle = new Oracle(this.#pristine, (edit) => checksFor(root, edit));
    const selection = await selectEdits(
      sampled(candidates.edits, seed),
      Math.max(cases, pairs * 2),
      { pristine: this.#pristine, oracle, log: this.#log, tree: this.#trees.engine, jobs, say },
    );
    const planned = plannedCases(selection.kept, this.#options);
    const scores = await this.#diagnoseAll(planned, false);
    const suspectScores = withSuspects ? await this.#diagnoseAll(planned, true) : [];
    const controls = await this.#controls(healthyLoads(healthy, seed));
    return {
      scores,
      suspectScores,
      controls,
      candidateCount: candidates.edits.length,
      fileCount: candidates.fileCount,
      selection,
    };
  }

  /** A diagnosis that accuses the unedited sources would be right about every edit. */
  async #refuseUnlessHealthy(): Promise<void> {
    const { verdict, accusations, problem } = await this.#outcome("unedited", false, [], undefined);
    if (verdict === "healthy" && accusations.length === 0) return;
    const [first] = accusations;
    const why = first === undefined ? problem : `${first.file}:${first.line} ${first.rootCause}`;
    throw new Error(`the unedited sources are not found healthy: ${verdict} ${why}`);
  }

  #diagnoseAll(planned: readonly PlannedCase[], withSuspects: boolean): Promise<CaseScore[]> {
    const { jobs, say } = this.#options;
    let done = 0;
    return inParallel(planned, jobs, async (one) => {
      const outcome = await this.#outcome(one.key, withSuspects, one.edits, undefined);
      const evaluated: EvaluatedCase = { ...one, outcome };
      const score = scoreOf(evaluated);
      done += 1;
      const mode = withSuspects ? " with suspects" : "";
      say(`[${done}/${planned.length}${mode}] ${progressOf(score)}`);
      return score;
    });
  }

  #controls(loads: readonly HealthyLoad[]): Promise<EvaluatedControl[]> {
    const { jobs, say } = this.#options;
    let done = 0;
    return inParallel(loads, jobs, async (load) => {
      const outcome = await this.#outcome(loadKey(load), false, [], load);
      done += 1;
      say(`[healthy ${done}/${loads.length}] ${outcome.verdict} seed=${load.seed}`);
      return { load, outcome };
    });
  }

  /** Diagnoses a fresh copy with `edits`, unless the log knows the outcome. */
  async #outcome(
    caseKey: string,
    withSuspects: boolean,
    edits: readonly StagedEdit[],
    load: HealthyLoad | undefined,
  ): Promise<DiagnosisOutcome> {
    const key = withSuspects ? `${caseKey} with suspects` : caseKey;
    const tree = this.#trees.all;
    const known = this.#log.diagnosis(key, tree);
    if (known !== undefined) return known;
    const copy = new WorkCopy(this.#pristine.root, withSuspects);
    try {
      copy.edit(edits);
      const { timeoutMs } = this.#options;
      const how = { timeoutMs, withSuspects, ...(load === undefined ? {} : { load }) };
      const outcome = await diagnose(copy, how);
      this.#log.add({ kind: "diagnosis", key, tree, outcome });
      return outcome;
    } finally {
      copy.remove();
    }
  }
}

/**
 * Evaluates. The repository is copied first, so that it may change meanwhile. Throws when `root` holds
 * no engine, and when the diagnosis does not find the unedited sources healthy.
 */
export async function evaluate(options: EvaluationOptions): Promise<EvaluationRecord> {
  const pristine = new WorkCopy(options.root, options.withSuspects);
  try {
    return await new Evaluation(options, pristine).run();
  } finally {
    pristine.remove();
  }
}
