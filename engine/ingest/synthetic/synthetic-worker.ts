/**
 * Entry of the synthetic feed's own thread, so that the market never takes time from the ingest
 * thread. The first message is the SyntheticFeedOptions; later ones are requests.
 */
import { TickscopeError } from "#schemas";
import {
  SyntheticFeed,
  type SyntheticFeedCounts,
  type SyntheticFeedOptions,
} from "./synthetic-feed.ts";

declare const self: Worker;

/** What the thread is asked for after it started. */
export type SyntheticRequest = "counts" | "stop";

/** What the thread says. */
export type SyntheticReport =
  | { readonly type: "ready"; readonly port: number; readonly url: string }
  | { readonly type: "failed"; readonly code: string; readonly message: string }
  | { readonly type: "counts"; readonly counts: SyntheticFeedCounts }
  | { readonly type: "stopped" };

function report(message: SyntheticReport): void {
  postMessage(message);
}

function start(options: SyntheticFeedOptions): void {
  const feed = new SyntheticFeed(options);
  try {
    feed.start();
  } catch (thrown) {
    if (!(thrown instanceof TickscopeError)) throw thrown;
    report({ type: "failed", code: thrown.code, message: thrown.message });
    return;
  }
  self.onmessage = (event: MessageEvent<SyntheticRequest>) => {
    if (event.data === "counts") report({ type: "counts", counts: feed.counts });
    if (event.data === "stop") feed.stop().then(() => report({ type: "stopped" }));
  };
  report({ type: "ready", port: feed.port, url: feed.url });
}

self.onmessage = (event: MessageEvent<SyntheticFeedOptions>) => start(event.data);
