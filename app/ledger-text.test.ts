import { expect, test } from "bun:test";
import type { LedgerSnapshot } from "#engine";
import { ledgerText } from "./ledger-text.ts";

function snapshot(change: Partial<LedgerSnapshot["stages"][number]>): LedgerSnapshot {
  const counts = { in: 123_456_789_012, out: 0, produced: 0, inFlight: 0, residual: 0 };
  const named = { filtered: {}, dropped: {}, errored: {} };
  const stages = [
    { stage: "channel", ...counts, ...named, ...change },
  ] as unknown as LedgerSnapshot["stages"];
  return { stages, edges: [], residual: 0, isDrained: true } as unknown as LedgerSnapshot;
}

test("fits 80 columns, whatever left by name", () => {
  const filtered = { not_eligible: 123_456_789, tick_covered: 123_456_789, late: 1, stale: 2 };
  const errored = { DETECTOR_THREW: 5_000_000, RECORD_LOST_WITH_WORKER: 7 };
  const lines = ledgerText(snapshot({ filtered, errored })).split("\n");
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
  const text = lines.join(" ").replace(/\s+/g, " ");
  expect(text).toContain("channel: filtered not_eligible 123456789, filtered tick_covered");
  expect(text).toContain("error RECORD_LOST_WITH_WORKER 7");
  expect(lines.at(-1)).toBe("residual 0 (drained)");
});

test("a residual is told with its place", () => {
  const text = ledgerText({ ...snapshot({ residual: 3 }), residual: 3, isDrained: false });
  expect(text).toEndWith("residual 3 at channel\nresidual 3 (not drained)");
});
