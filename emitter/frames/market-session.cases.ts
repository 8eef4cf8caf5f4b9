/** Known answers of market-session.ts: which session is new, which record is past, and the totals. */
import {
  asEpochUs,
  asSlot,
  EVENT_BYTES,
  EVENT_EVENT_EPOCH_US_F64,
  EVENT_F64,
  EVENT_U32,
  privateSlots,
  SESSION_DATE_U32,
  SESSION_MARKET_STATUS_U8,
} from "#codec";
import type { MarketStatus } from "#engine";
import { type Observe, of } from "#schemas";
import { MarketSession, type SessionChange, sessionChangeOf } from "./market-session.ts";

function change(marketStatus: MarketStatus, date: number, startEpochUs: number): SessionChange {
  return { marketStatus, date, startEpochUs: asEpochUs(startEpochUs) };
}

export default function run(observe: Observe): void {
  for (const status of [0, 1, 2, 3, 4]) {
    const view = privateSlots(2, EVENT_BYTES);
    view.f64[EVENT_F64 + EVENT_EVENT_EPOCH_US_F64] =
      1800e6 * (3 + status) + (status % 3) * 899e6 + 1;
    view.u32[EVENT_U32 + SESSION_DATE_U32] = 20_000 + status;
    view.u8[EVENT_BYTES + SESSION_MARKET_STATUS_U8] = status;
    observe(sessionChangeOf, `status ${status}`, sessionChangeOf(view, asSlot(1)));
  }
  const edge = privateSlots(1, EVENT_BYTES);
  for (const epochUs of [1800e6 - 1, 1800e6]) {
    edge.f64[EVENT_EVENT_EPOCH_US_F64] = epochUs;
    observe(sessionChangeOf, `at ${epochUs} us`, sessionChangeOf(edge, asSlot(0)).startEpochUs);
  }
  observeOrder(observe);
  observeTotals(observe);
}

function observeOrder(observe: Observe): void {
  const session = new MarketSession();
  const first = change("PRE", 10, 1000);
  observe(of(MarketSession, "isNewer"), "the first", session.isNewer(first), true);
  observe(of(MarketSession, "isPast"), "before the first", session.isPast(asEpochUs(0)), false);
  observe(of(MarketSession, "begin"), "the first resets nothing", session.begin(first), false);
  observe(of(MarketSession, "isNewer"), "the same again", session.isNewer(first), false);
  observe(
    of(MarketSession, "isNewer"),
    "the same, seen later",
    session.isNewer(change("PRE", 10, 2000)),
    false,
  );
  observe(
    of(MarketSession, "isNewer"),
    "another at the same time",
    session.isNewer(change("REGULAR", 10, 1000)),
    false,
  );
  observe(
    of(MarketSession, "isNewer"),
    "an older one",
    session.isNewer(change("CLOSED", 9, 999)),
    false,
  );
  observe(
    of(MarketSession, "isNewer"),
    "the next part of the day",
    session.isNewer(change("REGULAR", 10, 1001)),
    true,
  );
  observe(
    of(MarketSession, "isNewer"),
    "the same part of the next day",
    session.isNewer(change("PRE", 11, 1001)),
    true,
  );
  observe(
    of(MarketSession, "begin"),
    "the second resets",
    session.begin(change("REGULAR", 10, 2000)),
    true,
  );
  observe(
    of(MarketSession, "isPast"),
    "at its border",
    [1999, 2000, 2001].map((us) => session.isPast(asEpochUs(us))),
    [true, false, false],
  );
}

function observeTotals(observe: Observe): void {
  for (const status of ["CLOSED", "PRE", "REGULAR", "AFTER"] as const) {
    const session = new MarketSession();
    for (const list of [0, 0, 0, 1, 1, 2, 3, 4, 5]) session.count(list);
    observe(of(MarketSession, "count"), `highs and lows before ${status}`, [
      session.totalHighs,
      session.totalLows,
    ]);
    session.begin(change(status, 10, 1000));
    observe(of(MarketSession, "begin"), `totals at ${status}`, [
      session.totalHighs,
      session.totalLows,
    ]);
  }
}
