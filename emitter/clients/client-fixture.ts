/** What probes of a client and of its parts share: surroundings to look at, and what was counted. */
import { asSymbolId } from "#codec";
import { ErrorLog, type LedgerRow, STAGES, ThreadLedger } from "#engine/telemetry";
import { LIMITS, rowOf } from "../cases-fixture.ts";
import type { EdgeFrame } from "../frames/edge-frame.ts";
import { NO_OBSERVER } from "../frames/edge-observer.ts";
import { FeedHistory } from "../frames/feed-history.ts";
import type { FrameRow } from "../frames/frame-row.ts";
import type { ClientContext } from "./client-context.ts";
import type { ClientCounts } from "./client-counts.ts";

/** The market's time in frames of this fixture. */
export const MARKET_EPOCH_US = 9e6;

/** A frame whose text lists the texts of its rows, which it gives its number. */
export function listingFrame(rows: FrameRow[], seq: number, name = "frame"): EdgeFrame {
  for (const row of rows) row.frameSeq = seq;
  const textOf = (some: readonly FrameRow[]) => `${name}(${some.map((row) => row.text).join(" ")})`;
  return {
    rows,
    text: `whole ${textOf(rows)}`,
    textOf,
    activityText: "",
    marketEpochUs: MARKET_EPOCH_US,
    hasTraced: rows.some(({ traceId }) => traceId !== 0),
    seq,
  } as unknown as EdgeFrame;
}

/** A history of four entries at most. */
export function newFeed(): FeedHistory {
  return new FeedHistory("run-1", LIMITS.resumeFramesMax, LIMITS.resumeBytesMax);
}

/** A history of a frame, a reset and a frame. */
export function threeMissed(): FeedHistory {
  const feed = newFeed();
  feed.addFrame(
    listingFrame([rowOf({ text: "m", symbol: "A", symbolId: asSymbolId(1) })], 1, "one"),
  );
  feed.addReset("{2}");
  feed.addFrame(
    listingFrame([rowOf({ text: "n", symbol: "B", symbolId: asSymbolId(2), list: 2 })], 3, "three"),
  );
  return feed;
}

/** Surroundings of their own, but for `parts`. */
export function contextOf(parts: Partial<ClientContext> = {}): ClientContext {
  return {
    ledger: ThreadLedger.detached(),
    errors: ErrorLog.detached(),
    bufferedBytesMax: LIMITS.bufferedBytesMax,
    quietFrame: () => listingFrame([], 0, "quiet"),
    historyRows: () => [],
    feed: newFeed(),
    observer: NO_OBSERVER,
    ...parts,
  };
}

/** What a client counted, and what stands on the ledger: names without a count are left out. */
export function countedOf(counts: ClientCounts, ledger: ThreadLedger): Record<string, unknown> {
  const counted: Record<string, unknown> = {};
  for (const [name, count] of Object.entries(counts)) if (count !== 0) counted[name] = count;
  for (const [id, stage] of STAGES.entries()) {
    const row: LedgerRow = ledger.row(id);
    for (const [part, value] of Object.entries(row)) {
      const text = JSON.stringify(value);
      if (text !== "0" && text !== "{}") counted[`${stage}.${part}`] = text;
    }
  }
  return counted;
}
