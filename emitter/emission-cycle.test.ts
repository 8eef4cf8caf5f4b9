import { beforeEach, describe, expect, test } from "bun:test";
import { EVENT_BYTES, EVENT_KIND_U8, EVENT_PRICE_F64, EventText } from "#codec";
import { STAGE_CLIENT, STAGE_FRAME, STAGE_SEND } from "#engine/telemetry";
import { ClientHub } from "./clients/client-hub.ts";
import { EmissionCycle } from "./emission-cycle.ts";
import { NO_OBSERVER } from "./frames/edge-observer.ts";
import { FeedHistory } from "./frames/feed-history.ts";
import {
  type ClientLink,
  SEND_ACCEPTED,
  SEND_REFUSED,
  type SendResult,
} from "./server/client-link.ts";
import { highLowSlot, sessionSlot, surgeSlot, trendSlot } from "./testing/event-slots.ts";
import { InProcessView, TEN_O_CLOCK_US } from "./testing/in-process-view.ts";
import { rowsOf, type StockFrame } from "./testing/ws-client.ts";

/** A connection in memory, which can be told to refuse or to throw. */
class MemoryLink implements ClientLink {
  readonly endpoint = "/ws";
  readonly remoteAddress = "memory";
  readonly loadsLate = false;
  readonly sent: [string, unknown][] = [];
  verdict: SendResult | "throw" = SEND_ACCEPTED;
  isClosed = false;

  carries(): boolean {
    return true;
  }
  send(event: string, dataText: string): SendResult {
    if (this.verdict === "throw") throw new Error("the socket broke");
    if (this.verdict !== SEND_REFUSED) this.sent.push([event, JSON.parse(dataText)]);
    return this.verdict;
  }
  subscribe(): boolean {
    return false;
  }
  unsubscribe(): void {
    throw new Error("it is on no topic");
  }
  bufferedBytes(): number {
    return 0;
  }
  end(): void {
    this.isClosed = true;
  }
  close(): void {
    this.isClosed = true;
  }
  frames(): StockFrame[] {
    return this.sent
      .filter(([event]) => event === "stock_data")
      .map(([, data]) => data as StockFrame);
  }
}

let view: InProcessView;
let cycle: EmissionCycle;
let hub: ClientHub;
let link: MemoryLink;

beforeEach(() => {
  view = new InProcessView();
  const feed = new FeedHistory("run-1", 100, 1_000_000);
  cycle = new EmissionCycle(view, new EventText("America/New_York"), 100, feed);
  const context = {
    ledger: view.ledger,
    errors: view.errors,
    bufferedBytesMax: 1000,
    quietFrame: () => cycle.quietFrame(),
    historyRows: () => cycle.historyRows(),
    feed,
    observer: NO_OBSERVER,
  };
  const limits = {
    clientsMax: 10,
    subscriptionSymbolsMax: 10,
    messageBytesMax: 1000,
    bufferedBytesMax: 1000,
    slowClientCloseMs: 1000,
    historyRows: 100,
    resumeFramesMax: 100,
    resumeBytesMax: 1_000_000,
    origins: [],
  };
  hub = new ClientHub(context, limits, view.errors);
  link = new MemoryLink();
  hub.add(link, "{}");
  link.sent.length = 0;
});

function session(
  status: "PRE" | "REGULAR" | "AFTER" | "CLOSED",
  atUs: number,
  date = 20_298,
): void {
  view.push(sessionSlot({ ...view.parts("A"), epochUs: atUs, status, date }));
}

describe("sessions", () => {
  const OPEN_US = TEN_O_CLOCK_US - 1800e6; // 09:30

  test("a change is announced once, however many workers report it, and never backwards", () => {
    session("PRE", OPEN_US - 3600e6);
    session("PRE", OPEN_US - 3500e6);
    cycle.run(hub);
    expect(link.sent.map(([event]) => event)).toEqual(["stock_data"]);
    session("REGULAR", OPEN_US + 50e6);
    session("REGULAR", OPEN_US + 1e6);
    session("PRE", OPEN_US - 1e6); // a worker that is behind
    cycle.run(hub);
    const resets = link.sent.filter(([event]) => event === "session_reset");
    expect(resets).toEqual([["session_reset", { new_session: "REGULAR" }]]);
    expect(view.ledger.row(STAGE_FRAME).filtered).toEqual({ control_event: 5 });
    expect(view.ledgerSnapshot().residual).toBe(0);
  });

  test("rows of the old session go out before the reset, rows of the new one after it", () => {
    session("PRE", OPEN_US - 3600e6);
    view.push(highLowSlot({ ...view.parts("OLD"), epochUs: OPEN_US - 10e6 }));
    session("REGULAR", OPEN_US + 1e6);
    view.push(highLowSlot({ ...view.parts("NEW"), epochUs: OPEN_US + 2e6 }));
    cycle.run(hub);
    const story = link.sent.map(([event, data]) => {
      return event === "stock_data"
        ? rowsOf(data as StockFrame)
            .map((row) => row.ticker)
            .join()
        : event;
    });
    expect(story).toEqual(["OLD", "session_reset", "NEW"]);
    const totals = link.frames().map((frame) => frame.activity.total_highs);
    expect(totals).toEqual([1, 1]);
    expect(cycle.historyRows().map((row) => row.symbol)).toEqual(["NEW"]);
  });

  test("totals start anew at PRE and REGULAR, and go on at AFTER and CLOSED; trends stay", () => {
    const totalsAfter = (
      status: "PRE" | "REGULAR" | "AFTER" | "CLOSED",
      hours: number,
      date: number,
    ) => {
      const atUs = OPEN_US + hours * 3600e6;
      session(status, atUs, date);
      view.push(highLowSlot({ ...view.parts("A"), epochUs: atUs + 1e6 }));
      view.push(highLowSlot({ ...view.parts("A"), epochUs: atUs + 2e6, isUp: false }));
      view.push(trendSlot({ ...view.parts("A"), epochUs: atUs + 3e6 }));
      cycle.run(hub);
      const { total_highs, total_lows } = link.frames().at(-1)!.activity;
      expect(total_highs).toBe(total_lows);
      return total_highs as number;
    };
    expect(totalsAfter("PRE", -2, 1)).toBe(1);
    expect(totalsAfter("REGULAR", 0, 1)).toBe(1);
    expect(totalsAfter("AFTER", 6.5, 1)).toBe(2);
    expect(totalsAfter("CLOSED", 10.5, 1)).toBe(3);
    expect(totalsAfter("CLOSED", 14.5, 2)).toBe(4);
    expect(totalsAfter("PRE", 18.5, 2)).toBe(1);
    expect(cycle.historyRows().filter((row) => row.list === 2)).toHaveLength(6);
    expect(cycle.historyRows()).toHaveLength(8);
  });

  test("a straggler of an ended session is delivered and counts in no total", () => {
    session("PRE", OPEN_US - 3600e6);
    session("REGULAR", OPEN_US);
    cycle.run(hub);
    view.push(highLowSlot({ ...view.parts("LATE"), epochUs: OPEN_US - 1e6 }));
    cycle.run(hub);
    expect(link.frames().at(-1)!.highs).toHaveLength(1);
    expect(link.frames().at(-1)!.activity.total_highs).toBe(0);
    expect(cycle.historyRows()).toEqual([]);
  });
});

describe("activity", () => {
  test.each([
    [0, "Very Low"],
    [30, "Low"],
    [60, "Medium"],
    [120, "High"],
    [240, "Very High"],
    [480, "Extreme"],
  ])("%d ticks in 60 s read %s", (ticks60s, level) => {
    view.windows = { ...view.windows, ticks60s };
    cycle.run(hub);
    const { activity } = link.frames()[0]!;
    expect(activity.activity_level).toBe(level);
    expect(activity.activity_ratio).toMatchObject({ current_rate: ticks60s });
  });

  test("bells ring in the first and last 15 minutes of REGULAR alone", () => {
    const level = () => {
      cycle.run(hub);
      return link.frames().at(-1)!.activity.activity_level;
    };
    view.clock = { ...view.clock, period: "OPENING" };
    expect(level()).toBe("Opening Bell");
    view.clock = { ...view.clock, period: "CLOSING", untilCloseUs: 901e6 };
    expect(level()).toBe("Medium");
    view.clock = { ...view.clock, untilCloseUs: 900e6 };
    expect(level()).toBe("Closing Bell");
    view.clock = {
      ...view.clock,
      marketStatus: "AFTER",
      period: "AFTERHOURS",
      untilCloseUs: Number.NaN,
    };
    expect(level()).toBe("Medium");
  });
});

describe("faults", () => {
  test("an event that breaks the contract is errored by name; its neighbours go out", () => {
    view.push(highLowSlot(view.parts("A")));
    const broken = surgeSlot(view.parts("A"));
    broken.f64[EVENT_PRICE_F64] = Number.NaN;
    view.push(broken);
    const unknown = highLowSlot(view.parts("A"));
    unknown.u8[EVENT_KIND_U8] = 99;
    view.push(unknown);
    const nameless = highLowSlot({ ...view.parts("A"), symbolId: 4000 });
    view.push(nameless);
    cycle.run(hub);
    expect(rowsOf(link.frames()[0]!)).toHaveLength(1);
    expect(view.ledger.row(STAGE_FRAME)).toMatchObject({
      in: 4,
      out: 1,
      errored: { EVENT_INVALID: 3 },
    });
    expect(view.errorCount("EVENT_INVALID")).toBe(3);
    expect(view.ledgerSnapshot().residual).toBe(0);
    expect(EVENT_BYTES).toBe(192);
  });

  test("a tick rate that is no number costs the activity, not the rows", () => {
    view.push(highLowSlot(view.parts("A")));
    cycle.run(hub);
    view.windows = { ...view.windows, ticks60s: Number.NaN };
    view.push(highLowSlot(view.parts("B")));
    cycle.run(hub);
    const [, frame] = link.frames() as [StockFrame, StockFrame];
    expect(rowsOf(frame).map((row) => row.ticker)).toEqual(["B"]);
    expect(frame.activity.ticks_60sec).toBe(119);
    expect(view.errorCount("EMIT_FAILED")).toBe(1);
  });

  test.each([SEND_REFUSED, "throw"] as const)(
    "a send that ends in %p is no delivery, and no loss",
    (verdict) => {
      link.verdict = verdict;
      view.push(highLowSlot({ ...view.parts("A"), price: 1 }));
      view.push(highLowSlot({ ...view.parts("A"), price: 2 }));
      view.push(highLowSlot({ ...view.parts("B"), price: 3 }));
      cycle.run(hub);
      expect(view.ledger.row(STAGE_CLIENT).in).toBe(0);
      expect(view.ledger.row(STAGE_SEND)).toMatchObject({
        in: 3,
        out: 0,
        dropped: { conflated: 1 },
      });
      expect(hub.pendingRows).toBe(2);
      expect(view.errorCount("SEND_REFUSED")).toBeGreaterThan(0);
      link.verdict = SEND_ACCEPTED;
      hub.service(performance.now());
      expect(hub.pendingRows).toBe(0);
      expect(rowsOf(link.frames()[0]!).map((row) => row.price)).toEqual([2, 3]);
      expect(view.ledgerSnapshot().residual).toBe(0);
    },
  );

  test("a client that leaves while the emission sends to another is not offered anything", () => {
    const second = new MemoryLink();
    const leaver = hub.add(second, "{}");
    link.send = (event, dataText) => {
      if (event === "stock_data") hub.remove(leaver);
      return MemoryLink.prototype.send.call(link, event, dataText);
    };
    view.push(highLowSlot(view.parts("A")));
    cycle.run(hub);
    expect(second.frames()).toHaveLength(1); // the greeting alone
    expect(view.ledgerSnapshot().residual).toBe(0);
  });
});

test("work per run is bounded, and the caller is told that more waits", () => {
  for (let i = 0; i < 5000; i++) view.push(highLowSlot(view.parts("A")));
  expect(cycle.run(hub)).toBe(true);
  expect(view.ledger.row(STAGE_FRAME).in).toBeLessThan(5000);
  while (cycle.run(hub));
  expect(view.ledger.row(STAGE_CLIENT).out).toBe(5000);
});
