/** Known answers of feed-subscriber.ts: what is wanted, framed, sent and kept back. */

import { type Observe, of } from "#schemas";
import { Notes } from "../../telemetry/noting-fixture.ts";
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
  observe(of(FeedSubscriber, "isSubscribed"), "at first", rig.subscriber.isSubscribed, false);
  observe(of(FeedSubscriber, "message"), "nothing wanted", rig.wanted(), []);
  for (const [param, isWanted] of WANTS) {
    const said = rig.subscriber.want(param, isWanted);
    observe(of(FeedSubscriber, "want"), `${param} ${isWanted}`, [said, rig.wanted()]);
  }
  observe(of(FeedSubscriber, "isSubscribed"), "with something", rig.subscriber.isSubscribed, true);
  for (const [param] of WANTS) rig.subscriber.want(param, false);
  observe(
    of(FeedSubscriber, "isSubscribed"),
    "with nothing left",
    rig.subscriber.isSubscribed,
    false,
  );
}

function observeFrames(observe: Observe): void {
  const { subscriber, notes } = new Rig();
  subscriber.want("T.*", true);
  const counts = () => [subscriber.frames, subscriber.messages];
  observe(of(FeedSubscriber, "isAuthenticated"), "at first", subscriber.isAuthenticated, false);
  observe(of(FeedSubscriber, "frames"), "at first", counts(), [0, 0]);
  subscriber.flush();
  observe(of(FeedSubscriber, "flush"), "nothing to send", [notes.take(), counts()], [[], [0, 0]]);
  subscriber.message(0, 0, "a");
  observe(of(FeedSubscriber, "message"), "one waits", [notes.take(), counts()], [[], [0, 0]]);
  subscriber.message(0, 1, "b");
  subscriber.flush();
  observe(
    of(FeedSubscriber, "flush"),
    "two messages",
    [notes.take(), counts()],
    [[["[a,b]"]], [1, 2]],
  );
  for (let i = 0; i < 79; i++) subscriber.message(0, i % 3, "x");
  observe(of(FeedSubscriber, "message"), "79 wait", [notes.take(), counts()], [[], [1, 2]]);
  subscriber.message(0, 0, "y");
  observe(of(FeedSubscriber, "message"), "the 80th is sent", [notes.take(), counts()]);
  subscriber.message(0, 0, "c");
  subscriber.status([["success", "fine"]]);
  observe(
    of(FeedSubscriber, "status"),
    "after what went before",
    [notes.take(), counts()],
    [
      [["[c]"], ['[{"ev":"status","status":"success","message":"fine"}]']],
      [3, 83],
    ],
  );
  subscriber.status([
    ["a", "b"],
    ["c", "d"],
  ]);
  observe(of(FeedSubscriber, "status"), "two in a frame", [notes.take(), counts()]);
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
    observe(
      of(FeedSubscriber, "isBehind"),
      `${bytes} bytes wait in the socket`,
      subscriber.isBehind,
    );
  }
  rig.buffered = 0;
  rig.taken = -1;
  frame("buffered");
  observe(
    "#send",
    "taken into the socket's buffer",
    [notes.take(), subscriber.isBehind],
    [[["[buffered]"]], false],
  );
  rig.taken = 0;
  frame("first");
  observe(of(FeedSubscriber, "isBehind"), "one frame was refused", subscriber.isBehind, true);
  frame("second");
  observe(
    "#send",
    "refused, and the next waits behind it",
    [notes.take(), subscriber.isBehind],
    [[["[first]"]], true],
  );
  subscriber.drain();
  observe(
    of(FeedSubscriber, "drain"),
    "refused again",
    [notes.take(), subscriber.isBehind],
    [[["[first]"]], true],
  );
  rig.taken = 1;
  frame("third");
  observe("#send", "taken, but others wait", [notes.take(), subscriber.isBehind], [[], true]);
  subscriber.drain();
  observe(
    of(FeedSubscriber, "drain"),
    "all in order",
    [notes.take(), subscriber.isBehind],
    [[["[first]"], ["[second]"], ["[third]"]], false],
  );
  frame("fourth");
  observe("#send", "the way is free again", notes.take(), [["[fourth]"]]);
}

export default function cases(observe: Observe): void {
  observeWants(observe);
  observeFrames(observe);
  observeBackpressure(observe);
}
