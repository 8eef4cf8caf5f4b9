/** Counts an evaluation up: figures beside goals, tables, and every case for whoever looks closer. */
import { cpus, totalmem } from "node:os";
import { gitOutput } from "#diagnosis";
import type { EvaluationOptions, EvaluationRecord } from "./evaluation.ts";
import {
  type CaseScore,
  confusionOf,
  type Figures,
  figuresBy,
  figuresOf,
  LINE_TOLERANCE,
} from "./scoring.ts";
import { chanceReciprocalRank, type Rate, rateWhere } from "./statistics.ts";

/** A goal with the figure that it is held against. */
export interface GoalResult {
  name: string;
  /** As text, such as `>= 0.95`. */
  goal: string;
  figure: number | null;
  /** The rate behind the figure; null for figures that are none. */
  rate: Rate | null;
  /** null when there is no figure. */
  isMet: boolean | null;
}

/** Figures with one kind of evidence. */
export interface Section {
  goals: GoalResult[];
  singles: Figures;
  pairs: Figures;
  byStage: Record<string, Figures>;
  byOperator: Record<string, Figures>;
  confusion: Record<string, Record<string, number>>;
  cases: CaseResult[];
}

/** One case, readable by itself. */
export interface CaseResult {
  key: string;
  edits: { file: string; line: number; stage: string; operator: string; change: string }[];
  verdict: string;
  /** From 1; 0 = never named. */
  stageRank: number;
  fileRank: number;
  lineRank: number;
  /** The first three. */
  accused: { stage: string; place: string; function: string; rootCause: string }[];
  elapsedMs: number;
  /** Why there was no report; "" when there was one. */
  problem: string;
}

/** The whole result, as it is written. */
export interface EvaluationResults {
  version: 1;
  command: string;
  commit: string;
  /** True when files differed from the commit. */
  isTreeEdited: boolean;
  finishedAt: string;
  machine: { model: string; cpus: number; memoryGiB: number; bun: string };
  candidates: number;
  files: number;
  examined: number;
  /** Dropped: no effect that the oracle sees. */
  equivalent: number;
  /** What a guess by chance would reach. */
  chance: {
    stageTop1: number;
    stageTop3: number;
    stageReciprocalRank: number;
    fileTop1: number;
    fileTop3: number;
    fileReciprocalRank: number;
  };
  healthy: { accused: Rate; withoutVerdict: number; accusations: string[] };
  blind: Section;
  /** The same cases with changed files as evidence; null unless asked for. */
  withSuspects: Section | null;
}

/** Stages that a guess would choose from; as in the flow of the pipeline. */
const STAGE_COUNT = 12;
const VERDICT_SECONDS_MAX = 20;
const ACCUSED_SHOWN = 3;

type GoalSpec = readonly [name: string, bound: number, rateOf: (figures: Figures) => Rate];

const GOALS: readonly GoalSpec[] = [
  ["detected", 0.95, ({ detected }) => detected],
  ["stage at rank 1", 0.95, ({ stageTop1 }) => stageTop1],
  ["stage in the first 3", 0.99, ({ stageTop3 }) => stageTop3],
  ["file at rank 1", 0.85, ({ fileTop1 }) => fileTop1],
  [`line within ${LINE_TOLERANCE} at rank 1`, 0.8, ({ lineTop1 }) => lineTop1],
];
const FALSE_ACCUSATIONS_MAX = 0.01;

function goalsOf(figures: Figures, accused: Rate): GoalResult[] {
  const goals: GoalResult[] = GOALS.map(([name, bound, rateOf]) => {
    const rate = rateOf(figures);
    const isMet = rate.rate === null ? null : rate.rate >= bound;
    return { name, goal: `>= ${bound}`, figure: rate.rate, rate, isMet };
  });
  const { rate } = accused;
  goals.push({
    name: "healthy runs that were accused",
    goal: `<= ${FALSE_ACCUSATIONS_MAX}`,
    figure: rate,
    rate: accused,
    isMet: rate === null ? null : rate <= FALSE_ACCUSATIONS_MAX,
  });
  const seconds = figures.elapsedMsP95 === null ? null : figures.elapsedMsP95 / 1000;
  goals.push({
    name: "seconds to the verdict, 95th percentile",
    goal: `<= ${VERDICT_SECONDS_MAX}`,
    figure: seconds,
    rate: null,
    isMet: seconds === null ? null : seconds <= VERDICT_SECONDS_MAX,
  });
  return goals;
}

function caseResultOf(score: CaseScore): CaseResult {
  const { key, edits, descriptions, outcome } = score.case;
  return {
    key,
    edits: edits.map(({ file, line, stage, operator }, i) => {
      return { file, line, stage, operator, change: descriptions[i] ?? "" };
    }),
    verdict: outcome.verdict,
    stageRank: score.stageRank,
    fileRank: score.fileRank,
    lineRank: score.lineRank,
    accused: outcome.accusations.slice(0, ACCUSED_SHOWN).map((found) => {
      const { stage, file, line, function: name, rootCause } = found;
      return { stage, place: `${file}:${line}`, function: name, rootCause };
    }),
    elapsedMs: outcome.elapsedMs,
    problem: outcome.problem,
  };
}

function sectionOf(scores: readonly CaseScore[], accused: Rate): Section {
  const singles = scores.filter((score) => score.case.edits.length === 1);
  const figures = figuresOf(singles);
  return {
    goals: goalsOf(figures, accused),
    singles: figures,
    pairs: figuresOf(scores.filter((score) => score.case.edits.length > 1)),
    byStage: figuresBy(scores, ({ stage }) => stage),
    byOperator: figuresBy(scores, ({ operator }) => operator),
    confusion: confusionOf(scores),
    cases: scores.map(caseResultOf),
  };
}

/** Counts `record` up. `command`: how it was called, for whoever wants it again. */
export function resultsOf(
  record: EvaluationRecord,
  { root }: EvaluationOptions,
  command: string,
): EvaluationResults {
  const { controls, fileCount, selection } = record;
  const accusedControls = controls.filter(({ outcome }) => outcome.accusations.length > 0);
  const accused = rateWhere(controls, ({ outcome }) => outcome.accusations.length > 0);
  const [processor] = cpus();
  return {
    version: 1,
    command,
    commit: gitOutput(root, "rev-parse", "HEAD")?.trim() ?? "",
    isTreeEdited: (gitOutput(root, "status", "--porcelain") ?? "") !== "",
    finishedAt: new Date().toISOString(),
    machine: {
      model: processor?.model ?? "unknown",
      cpus: cpus().length,
      memoryGiB: Math.round(totalmem() / 2 ** 30),
      bun: Bun.version,
    },
    candidates: record.candidateCount,
    files: fileCount,
    examined: selection.examined,
    equivalent: selection.equivalent,
    chance: {
      stageTop1: 1 / STAGE_COUNT,
      stageTop3: 3 / STAGE_COUNT,
      stageReciprocalRank: chanceReciprocalRank(STAGE_COUNT),
      fileTop1: 1 / fileCount,
      fileTop3: Math.min(1, 3 / fileCount),
      fileReciprocalRank: chanceReciprocalRank(fileCount),
    },
    healthy: {
      accused,
      withoutVerdict: controls.filter(({ outcome }) => /none|unknown/.test(outcome.verdict)).length,
      accusations: accusedControls.map(({ load, outcome }) => {
        const [first] = outcome.accusations;
        return `${JSON.stringify(load)}: ${first?.stage} ${first?.file}:${first?.line} ${first?.rootCause}`;
      }),
    },
    blind: sectionOf(record.scores, accused),
    withSuspects:
      record.suspectScores.length === 0 ? null : sectionOf(record.suspectScores, accused),
  };
}
