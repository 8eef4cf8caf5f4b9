/** The ledger as text for a terminal. */
import type { LedgerSnapshot } from "#engine";

function named(parts: Record<string, number>, mark: string): string[] {
  return Object.entries(parts).map(([name, count]) => `${mark}${name} ${count}`);
}

/** A table of stages, 80 columns where names allow, with the residual as its last line. */
export function ledgerText(snapshot: LedgerSnapshot): string {
  const lines = ["stage              in          out     produced  in flight  left by name"];
  for (const stage of snapshot.stages) {
    const left = [
      ...named(stage.filtered, "filtered "),
      ...named(stage.dropped, "dropped "),
      ...named(stage.errored, "error "),
    ].join(", ");
    const numbers = [stage.in, stage.out, stage.produced]
      .map((n) => String(n).padStart(13))
      .join("");
    const inFlight = String(stage.inFlight).padStart(11);
    lines.push(`${stage.stage.padEnd(11)}${numbers}${inFlight}  ${left}`.trimEnd());
  }
  const parts = [...snapshot.stages, ...snapshot.edges];
  for (const part of parts.filter(({ residual }) => residual !== 0)) {
    const place = "stage" in part ? part.stage : `${part.from} -> ${part.to}`;
    lines.push(`residual ${part.residual} at ${place}`);
  }
  const drained = snapshot.isDrained ? "drained" : "not drained";
  lines.push(`residual ${snapshot.residual} (${drained})`);
  return lines.join("\n");
}
