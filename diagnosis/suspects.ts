/**
 * What changed lately as evidence: among places that the symptoms allow, one that was just edited comes
 * first, with the edited line. Never the other way round: an edit without symptoms is no finding.
 */
import { linesOf } from "./locate.ts";
import type { SuspectChange } from "./recorded-tree.ts";
import type { BreakPoint } from "./report.ts";

const CONFIDENCE_CHANGED = 0.97;

/** Re-ranks and refines `points` by `changes`. */
export function withSuspects(
  points: readonly BreakPoint[],
  changes: readonly SuspectChange[],
): BreakPoint[] {
  const changed = new Map(changes.map((change) => [change.file, change]));
  const refined = points.map((point) => {
    const change = changed.get(point.file);
    return change === undefined ? point : refine(point, change);
  });
  const isChanged = (point: BreakPoint) => (changed.has(point.file) ? 0 : 1);
  const ordered = refined.toSorted((a, b) => isChanged(a) - isChanged(b) || a.rank - b.rank);
  return ordered.map((point, index) => ({ ...point, rank: index + 1 }));
}

function refine(point: BreakPoint, change: SuspectChange): BreakPoint {
  const range = linesOf(point.file, point.function);
  const inside = change.lines.find((line) => {
    return range !== undefined && line >= range.first && line <= range.last;
  });
  const line = inside ?? change.lines[0] ?? point.line;
  return {
    ...point,
    line,
    confidence: Math.max(point.confidence, CONFIDENCE_CHANGED),
    evidence: [
      ...point.evidence,
      {
        kind: "change",
        text: `${change.file} changed since the healthy tree was recorded${change.hunk === "" ? "" : `:\n${change.hunk}`}`,
        data: { lines: change.lines },
      },
    ],
  };
}
