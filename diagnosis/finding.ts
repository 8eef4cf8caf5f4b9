/** A finding of a living engine, before it has a rank. */
import type { Stage } from "#engine/telemetry";
import type { Place } from "./locate.ts";
import type { BreakPoint, Evidence } from "./report.ts";
import { MODULE_OF_STAGE } from "./stage-of-file.ts";
import { impactOf } from "./verdict.ts";

export type Finding = Omit<BreakPoint, "rank">;

/** `place`: where the evidence itself says; else the module that carries the stage out. */
export function finding(
  stage: Stage,
  category: BreakPoint["category"],
  confidence: number,
  rootCause: string,
  evidence: Evidence[],
  place?: Place,
): Finding {
  return {
    stage,
    edge: null,
    file: place?.file ?? MODULE_OF_STAGE[stage],
    line: place?.line ?? 0,
    function: place?.functionName ?? "",
    confidence,
    category,
    code: "",
    rootCause,
    impact: impactOf(stage),
    priority: category === "contract" || category === "errors" ? "HIGH" : "CRITICAL",
    evidence,
  };
}
