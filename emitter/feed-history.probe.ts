/** Known answers of feed-history.ts: numbers, bounds, and who can go on from where. */
import { asEpochUs } from "#codec";
import type { Observe, Probe } from "#schemas";
import { EdgeFrame } from "./edge-frame.ts";
import { FeedHistory } from "./feed-history.ts";
import { rowOf } from "./probe-fixture.ts";

function frameOf(seq: number, texts: string[]): EdgeFrame {
  return new EdgeFrame(
    texts.map((text) => rowOf({ text })),
    "{}",
    asEpochUs(0),
    seq,
  );
}

function state(feed: FeedHistory): unknown {
  return [feed.latestSeq, feed.size, feed.bytes];
}

function run(observe: Observe): void {
  const feed = new FeedHistory("run-1", 3, 100);
  observe("constructor", "bounds", [feed.epoch, feed.framesMax, feed.bytesMax, state(feed)]);
  const refusals = () => {
    return [0, 1, 2, 3, 4, 5, 6].map((seq) => feed.refusalOf({ epoch: "run-1", seq }));
  };
  observe("refusalOf", "nothing yet", refusals());
  observe("after", "nothing yet", feed.after(0) ?? "none");
  feed.addFrame(frameOf(1, ["abc", "d"]));
  observe("#add", "bytes of a frame: twice its texts", state(feed));
  observe("addReset", "number", feed.addReset("[reset]"));
  observe("#add", "bytes of a reset", state(feed));
  observe("refusalOf", "two entries", refusals());
  feed.addFrame(frameOf(3, ["e"]));
  feed.addFrame(frameOf(4, ["f"]));
  observe("#add", "three frames at most", state(feed));
  observe("refusalOf", "the first has left", refusals());
  observe("refusalOf", "another run", feed.refusalOf({ epoch: "run-2", seq: 4 }));
  const kinds = [0, 1, 2, 3, 4].map((seq) => {
    const entry = feed.after(seq);
    return [entry?.seq ?? "none", entry?.frame?.rows[0]?.text ?? entry?.resetText ?? ""];
  });
  observe("after", "each", kinds);
  feed.addFrame(frameOf(5, ["x".repeat(46)]));
  observe("#add", "100 bytes fit", state(feed));
  feed.addFrame(frameOf(6, ["x".repeat(49)]));
  observe("#add", "a frame larger than all", [state(feed), refusals()]);
  observeMistake(observe, feed);
}

function observeMistake(observe: Observe, feed: FeedHistory): void {
  for (const seq of [6, 8]) {
    let message = "none";
    try {
      feed.addFrame(frameOf(seq, []));
    } catch (error) {
      message = error instanceof Error ? error.message : String(error);
    }
    observe("addFrame", `number ${seq} after 6`, message);
  }
}

export const feedHistoryProbe: Probe = {
  name: "feed-history",
  stage: "send",
  file: "emitter/feed-history.ts",
  needs: ["edge-frame", "frame-row"],
  run,
};
