/** Known answers of feed-subscriber.ts: what is wanted, framed, sent and kept back. */
import type { Observe, Probe } from "#schemas";
import { Notes } from "../probe-fixture.ts";
import { FeedSubscriber } from "./feed-subscriber.ts";

const SYMBOLS = ["AAA", "BBB", "CCC"];
const CHANNELS = 4;
const BEHIND_BYTES = 512 * 1024;

class Rig {
  readonly notes: Notes = new Notes();
  /** What the socket's send returns, and how much it holds back. */
  taken = 1;
  buffered = 0;
  readonly subscriber: FeedSubscriber = new FeedSubscriber(
    {
      send: (text) => {
        this.notes.add(text);
        return this.taken;
      },
      getBufferedAmount: () => this.buffered,
    },
    SYMBOLS,
  );

  /** Which channels and symbols get through, as a text of digits: one message each. */
  wanted(): unknown {
    for (let channel = 0; channel < CHANNELS; channel++) {
      for (let symbol = 0; symbol < SYMBOLS.length; symbol++) {
        this.subscriber.message(channel, symbol, `${channel}${symbol}`);
      }
    }
    this.subscriber.flush();
    return this.notes.take();
  }
}

const WANTS: readonly (readonly [param: string, isWanted: boolean])[] = [
  ["T.AAA", true],
  ["A.BBB", true],
  ["FMV.CCC", true],
  ["AM.*", true],
  ["AM.BBB", false],
  ["T.AAA", false],
  ["T.DDD", true],
  ["Q.AAA", true],
  ["AAA", true],
  ["T", true],
  [".AAA", true],
  ["T.", true],
  ["AM.*", false],
  ["*.AAA", true],
];

function observeWants(observe: Observe): void {
  const rig = new Rig();
  observe("isSubscribed", "at first", rig.subscriber.isSubscribed);
  observe("message", "nothing wanted", rig.wanted());
  for (const [param, isWanted] of WANTS) {
    const said = rig.subscriber.want(param, isWanted);
    observe("want", `${param} ${isWanted}`, [said, rig.wanted()]);
  }
  observe("isSubscribed", "with something", rig.subscriber.isSubscribed);
  for (const [param] of WANTS) rig.subscriber.want(param, false);
  observe("isSubscribed", "with nothing left", rig.subscriber.isSubscribed);
}

function observeFrames(observe: Observe): void {
  const { subscriber, notes } = new Rig();
  subscriber.want("T.*", true);
  const counts = () => [subscriber.frames, subscriber.messages];
  observe("isAuthenticated", "at first", subscriber.isAuthenticated);
  observe("frames", "at first", counts());
  subscriber.flush();
  observe("flush", "nothing to send", [notes.take(), counts()]);
  subscriber.message(0, 0, "a");
  observe("message", "one waits", [notes.take(), counts()]);
  subscriber.message(0, 1, "b");
  subscriber.flush();
  observe("flush", "two messages", [notes.take(), counts()]);
  for (let i = 0; i < 79; i++) subscriber.message(0, i % 3, "x");
  observe("message", "79 wait", [notes.take(), counts()]);
  subscriber.message(0, 0, "y");
  observe("message", "the 80th is sent", [notes.take(), counts()]);
  subscriber.message(0, 0, "c");
  subscriber.status([["success", "fine"]]);
  observe("status", "after what went before", [notes.take(), counts()]);
  subscriber.status([
    ["a", "b"],
    ["c", "d"],
  ]);
  observe("status", "two in a frame", [notes.take(), counts()]);
}

function observeBackpressure(observe: Observe): void {
  const rig = new Rig();
  const { subscriber, notes } = rig;
  subscriber.want("T.*", true);
  const frame = (text: string) => {
    subscriber.message(0, 0, text);
    subscriber.flush();
  };
  for (const bytes of [0, BEHIND_BYTES / 2, BEHIND_BYTES, BEHIND_BYTES + 1]) {
    rig.buffered = bytes;
    observe("isBehind", `${bytes} bytes wait in the socket`, subscriber.isBehind);
  }
  rig.buffered = 0;
  rig.taken = -1;
  frame("buffered");
  observe("#send", "taken into the socket's buffer", [notes.take(), subscriber.isBehind]);
  rig.taken = 0;
  frame("first");
  observe("isBehind", "one frame was refused", subscriber.isBehind);
  frame("second");
  observe("#send", "refused, and the next waits behind it", [notes.take(), subscriber.isBehind]);
  subscriber.drain();
  observe("drain", "refused again", [notes.take(), subscriber.isBehind]);
  rig.taken = 1;
  frame("third");
  observe("#send", "taken, but others wait", [notes.take(), subscriber.isBehind]);
  subscriber.drain();
  observe("drain", "all in order", [notes.take(), subscriber.isBehind]);
  frame("fourth");
  observe("#send", "the way is free again", notes.take());
}

export const FEED_SUBSCRIBER_PROBE: Probe = {
  name: "feed-subscriber",
  stage: "source",
  file: "engine/sources/simulator/feed-subscriber.ts",
  needs: ["simulator"],
  run: (observe: Observe): void => {
    observeWants(observe);
    observeFrames(observe);
    observeBackpressure(observe);
  },
};
