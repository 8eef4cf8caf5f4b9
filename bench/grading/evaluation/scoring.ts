/** Holds reports against the truth. */

import type { StagedEdit } from "#bench/grading/copies";
import { nearestRank } from "#statistics";
import type { Accusation, DiagnosisOutcome } from "./diagnosis-run.ts";
import { mean, type Rate, rateWhere } from "./statistics.ts";

/** A finished case: one or two edits, and what the diagnosis said. */
export interface EvaluatedCase {
  key: string;
  edits: readonly StagedEdit[];
  /** What each edit replaced by what, for people. */
  descriptions: readonly string[];
  outcome: DiagnosisOutcome;
}

/** How far a line may be off. */
export const LINE_TOLERANCE = 10;
const TOP = 3;

/** Ranks are from 1; 0 = never named. Of two edits, the one that was named first counts. */
export interface CaseScore {
  case: EvaluatedCase;
  /** It accused something. "unknown" without a place does not count. */
  isDetected: boolean;
  stageRank: number;
  fileRank: number;
  lineRank: number;
  /** Every edit's stage is among the first three. */
  areAllStagesTop3: boolean;
  /** Every edit's file is among the first three. */
  areAllFilesTop3: boolean;
}

/** Lines between an accused line and an edit; Infinity for another file. */
export function lineDistance(accusation: Accusation, edit: StagedEdit): number {
  if (accusation.file !== edit.file || accusation.line === 0) return Number.POSITIVE_INFINITY;
  const { line } = accusation;
  return Math.max(0, edit.line - line, line - edit.lineEnd);
}

type Match = (accusation: Accusation, edit: StagedEdit) => boolean;

const isStage: Match = (accusation, edit) => accusation.stage === edit.stage;
const isFile: Match = (accusation, edit) => accusation.file === edit.file;
const isLine: Match = (accusation, edit) => lineDistance(accusation, edit) <= LINE_TOLERANCE;

/** Rank of the first accusation that fits any of the edits. */
function rankOf({ edits, outcome }: EvaluatedCase, match: Match): number {
  return outcome.accusations.findIndex((found) => edits.some((edit) => match(found, edit))) + 1;
}

function areAllTop3({ edits, outcome }: EvaluatedCase, match: Match): boolean {
  const first = outcome.accusations.slice(0, TOP);
  return edits.every((edit) => first.some((found) => match(found, edit)));
}

export function scoreOf(evaluated: EvaluatedCase): CaseScore {
  return {
    case: evaluated,
    isDetected: evaluated.outcome.accusations.length > 0 && evaluated.outcome.verdict !== "healthy",
    stageRank: rankOf(evaluated, isStage),
    fileRank: rankOf(evaluated, isFile),
    lineRank: rankOf(evaluated, isLine),
    areAllStagesTop3: areAllTop3(evaluated, isStage),
    areAllFilesTop3: areAllTop3(evaluated, isFile),
  };
}

/** Figures over a group of cases. */
export interface Figures {
  detected: Rate;
  stageTop1: Rate;
  stageTop3: Rate;
  fileTop1: Rate;
  fileTop3: Rate;
  /** File named, and line within the tolerance. */
  lineTop1: Rate;
  lineTop3: Rate;
  allStagesTop3: Rate;
  allFilesTop3: Rate;
  /** Mean of 1 / rank, 0 for what was never named; null of nothing. */
  stageReciprocalRank: number | null;
  fileReciprocalRank: number | null;
  elapsedMsMedian: number | null;
  elapsedMsP95: number | null;
}

const isTop = (rank: number, top: number): boolean => rank > 0 && rank <= top;
const reciprocal = (rank: number): number => (rank === 0 ? 0 : 1 / rank);

export function figuresOf(scores: readonly CaseScore[]): Figures {
  const elapsedMs = scores.map((score) => score.case.outcome.elapsedMs).sort((a, b) => a - b);
  const elapsed = (share: number) =>
    elapsedMs.length === 0 ? null : nearestRank(elapsedMs, share);
  return {
    detected: rateWhere(scores, ({ isDetected }) => isDetected),
    stageTop1: rateWhere(scores, ({ stageRank }) => isTop(stageRank, 1)),
    stageTop3: rateWhere(scores, ({ stageRank }) => isTop(stageRank, TOP)),
    fileTop1: rateWhere(scores, ({ fileRank }) => isTop(fileRank, 1)),
    fileTop3: rateWhere(scores, ({ fileRank }) => isTop(fileRank, TOP)),
    lineTop1: rateWhere(scores, ({ lineRank }) => isTop(lineRank, 1)),
    lineTop3: rateWhere(scores, ({ lineRank }) => isTop(lineRank, TOP)),
    allStagesTop3: rateWhere(scores, ({ areAllStagesTop3 }) => areAllStagesTop3),
    allFilesTop3: rateWhere(scores, ({ areAllFilesTop3 }) => areAllFilesTop3),
    stageReciprocalRank: mean(scores.map(({ stageRank }) => reciprocal(stageRank))),
    fileReciprocalRank: mean(scores.map(({ fileRank }) => reciprocal(fileRank))),
    elapsedMsMedian: elapsed(0.5),
    elapsedMsP95: elapsed(0.95),
  };
}

/** Figures by a property of the edit, for single edits; most cases first. */
export function figuresBy(
  scores: readonly CaseScore[],
  nameOf: (edit: StagedEdit) => string,
): Record<string, Figures> {
  const groups = new Map<string, CaseScore[]>();
  for (const score of scores) {
    const [edit] = score.case.edits;
    if (edit === undefined || score.case.edits.length > 1) continue;
    const group = groups.get(nameOf(edit)) ?? [];
    groups.set(nameOf(edit), [...group, score]);
  }
  const sorted = [...groups].toSorted(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([name, group]) => [name, figuresOf(group)]));
}

/** Column of the confusion matrix for cases in which nothing was accused. */
export const NOTHING = "(nothing)";

/** Single edits: true stage by the stage that was accused first. */
export function confusionOf(scores: readonly CaseScore[]): Record<string, Record<string, number>> {
  const matrix: Record<string, Record<string, number>> = {};
  for (const { case: evaluated, isDetected } of scores) {
    const [edit] = evaluated.edits;
    if (edit === undefined || evaluated.edits.length > 1) continue;
    const accused = isDetected ? (evaluated.outcome.accusations[0]?.stage ?? NOTHING) : NOTHING;
    matrix[edit.stage] ??= {};
    const row = matrix[edit.stage] ?? {};
    row[accused] = (row[accused] ?? 0) + 1;
  }
  return matrix;
}
