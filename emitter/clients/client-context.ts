/** What a client needs of its surroundings. Main thread. */
import type { ErrorLog, ThreadLedger } from "#engine/telemetry";
import type { EdgeFrame } from "../frames/edge-frame.ts";
import type { EdgeObserver } from "../frames/edge-observer.ts";
import type { FeedHistory } from "../frames/feed-history.ts";
import type { FrameRow } from "../frames/frame-row.ts";

export interface ClientContext {
  readonly ledger: ThreadLedger;
  readonly errors: ErrorLog;
  readonly bufferedBytesMax: number;
  /** An empty frame with the activity of now. */
  readonly quietFrame: () => EdgeFrame;
  /** Every row that a late joiner should see. */
  readonly historyRows: () => readonly FrameRow[];
  /** Frames and resets of this run. */
  readonly feed: FeedHistory;
  readonly observer: EdgeObserver;
}
