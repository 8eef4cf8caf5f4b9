/** Known answers of feed-history.ts: numbers, bounds, and who can go on from where. */
import { asEpochUs } from "#codec";
import { type Observe, of } from "#schemas";
import { rowOf } from "../cases-fixture.ts";
import { EdgeFrame } from "./edge-frame.ts";
import { FeedHistory } from "./feed-history.ts";

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

export default function run(observe: Observe): void {
  const feed = new FeedHistory("run-1", 3, 100);
  observe(
    of(FeedHistory, "constructor"),
    "bounds",
    [feed.epoch, feed.framesMax, feed.bytesMax, state(feed)],
    ["run-1", 3, 100, [0, 0, 0]],
  );
  const refusals = () => {
    return [0, 1, 2, 3, 4, 5, 6].map((seq) => feed.refusalOf({ epoch: "run-1", seq }));
  };
  observe(of(FeedHistory, "refusalOf"), "nothing yet", refusals(), [
    null,
    "ahead",
    "ahead",
    "ahead",
    "ahead",
    "ahead",
    "ahead",
  ]);
  observe(of(FeedHistory, "after"), "nothing yet", feed.after(0) ?? "none", "none");
  feed.addFrame(frameOf(1, ["abc", "d"]));
  observe("#add", "bytes of a frame: twice its texts", state(feed), [1, 1, 12]);
  observe(of(FeedHistory, "addReset"), "number", feed.addReset("[reset]"), 2);
  observe("#add", "bytes of a reset", state(feed), [2, 2, 19]);
  observe(of(FeedHistory, "refusalOf"), "two entries", refusals(), [
    null,
    null,
    null,
    "ahead",
    "ahead",
    "ahead",
    "ahead",
  ]);
  feed.addFrame(frameOf(3, ["e"]));
  feed.addFrame(frameOf(4, ["f"]));
  observe("#add", "three frames at most", state(feed), [4, 3, 19]);
  observe(of(FeedHistory, "refusalOf"), "the first has left", refusals(), [
    "history",
    null,
    null,
    null,
    null,
    "ahead",
    "ahead",
  ]);
  observe(
    of(FeedHistory, "refusalOf"),
    "another run",
    feed.refusalOf({ epoch: "run-2", seq: 4 }),
    "epoch",
  );
  const kinds = [0, 1, 2, 3, 4].map((seq) => {
    const entry = feed.after(seq);
    return [entry?.seq ?? "none", entry?.frame?.rows[0]?.text ?? entry?.resetText ?? ""];
  });
  observe(of(FeedHistory, "after"), "each", kinds, [
    ["none", ""],
    [2, "[reset]"],
    [3, "e"],
    [4, "f"],
    ["none", ""],
  ]);
  feed.addFrame(frameOf(5, ["x".repeat(46)]));
  observe("#add", "100 bytes fit", state(feed), [5, 1, 96]);
  feed.addFrame(frameOf(6, ["x".repeat(49)]));
  observe(
    "#add",
    "a frame larger than all",
    [state(feed), refusals()],
    [
      [6, 0, 0],
      ["history", "history", "history", "history", "history", "history", null],
    ],
  );
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
    observe(of(FeedHistory, "addFrame"), `number ${seq} after 6`, message);
  }
}
