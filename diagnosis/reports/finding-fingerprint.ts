/**
 * What makes two findings the same in two runs: where and in which way, never how often, never on which
 * line. Lines move with every edit and counts with every run; a finding that keeps its stage, function and
 * kind is the same one. Versioned, so that a change of these rules reads as such.
 */
import type { BreakPoint } from "../report.ts";

const VERSION = "v1";

/**
 * One fingerprint per point, `v1:<16 hex>:<n>`; n tells apart those of a report that are otherwise the
 * same, in their order.
 */
export function fingerprintsOf(points: readonly BreakPoint[]): string[] {
  const seen = new Map<string, number>();
  return points.map((point) => {
    const digest = new Bun.CryptoHasher("sha256").update(identityOf(point)).digest("hex");
    const key = `${VERSION}:${digest.slice(0, 16)}`;
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return `${key}:${count}`;
  });
}

function identityOf(point: BreakPoint): string {
  const { stage, edge, category, code, file } = point;
  return JSON.stringify([stage, edge, category, code, file, point.function, subjectOf(point)]);
}

/** Which field a contract finding is about; other categories are told apart by their place. */
function subjectOf({ category, evidence }: BreakPoint): string {
  if (category !== "contract") return "";
  const data = evidence.find(({ kind }) => kind === "contract")?.data;
  return String((data as { path?: unknown } | null | undefined)?.path ?? "");
}
