/** The ledger as text for a terminal. */
import type { LedgerSnapshot } from "#engine";
import { wrappedParts } from "./wrapped-parts.ts";

function named(parts: Record<string, number>, mark: string): string[] {
  return Object.entries(parts).map(([name, count]) => `${mark}${name} ${count}`);
}

/** A table of stages and what left them by name, in 80 columns, with the residual as its last line. */
export function ledgerText(snapshot: LedgerSnapshot): string {
  const lines = ["stage                     in             out        produced   in flight"];
  const leavers: string[] = [];
  for (const stage of snapshot.stages) {
    const left = [
      ...named(stage.filtered, "filtered "),
      ...named(stage.dropped, "dropped "),
      ...named(stage.errored, "error "),
    ];
    const numbers = [stage.in, stage.out, stage.produced]
      .map((n) => String(n).padStart(16))
      .join("");
    lines.push(`${stage.stage.padEnd(12)}${numbers}${String(stage.inFlight).padStart(12)}`);
    if (left.length > 0) leavers.push(...wrappedParts(`  ${stage.stage}: `, left));
  }
  if (leavers.length > 0) lines.push("left early, by reason", ...leavers);
  const parts = [...snapshot.stages, ...snapshot.edges];
  for (const part of parts.filter(({ residual }) => residual !== 0)) {
    const place = "stage" in part ? part.stage : `${part.from} -> ${part.to}`;
    lines.push(`residual ${part.residual} at ${place}`);
  }
  const drained = snapshot.isDrained ? "drained" : "not drained";
  lines.push(`residual ${snapshot.residual} (${drained})`);
  return lines.join("\n");
}
