/** What a session start forgets and what a re-base pulls back. */
import { expect, test } from "bun:test";
import { asSymbolId } from "#codec";
import { STATUS_PRE, STATUS_REGULAR } from "../calendar/calendar.ts";
import { RecordContext } from "./record-context.ts";
import { enterSession, rebase } from "./session.ts";
import * as row from "./symbol-row.ts";
import { SymbolStates, symbolStateBytes } from "./symbol-states.ts";

const NOW = Date.UTC(2025, 7, 20, 14) * 1000;

function context(): RecordContext {
  const states = new SymbolStates(new SharedArrayBuffer(symbolStateBytes(2)));
  const fresh = new RecordContext(states);
  fresh.symbolId = 1;
  fresh.row = states.rowOf(asSymbolId(1));
  fresh.sessionDate = 20_320;
  fresh.marketStatus = STATUS_PRE;
  return fresh;
}

test("no remembered time lies behind a re-base, and none was forgotten in the list", () => {
  const record = context();
  const at = (offset: number) => record.state[record.row + offset];
  const times = Object.entries(row).filter(([name]) => /^AT_.*(_EPOCH_US|_TIMES)$/.test(name));
  expect(times.length).toBeGreaterThan(15);
  const offsets = times.flatMap(([name, offset]) =>
    name === "AT_SURGE_TIMES"
      ? Array.from({ length: row.SURGES_KEPT }, (_, i) => (offset as number) + i)
      : [offset as number],
  );
  for (const offset of offsets) record.state[record.row + offset] = NOW + 60e6;
  record.state[record.row + row.AT_LOW_EPOCH_US] = NOW - 60e6;
  rebase(record, NOW);
  // Times of states that start anew are not remembered.
  const anew = [
    row.AT_TREND_FIRST_EPOCH_US,
    row.AT_TREND_EPOCH_US,
    row.AT_TREND_RUN_EPOCH_US,
    row.AT_SAMPLE_EPOCH_US,
  ];
  const late = offsets.filter((offset) => !anew.includes(offset) && at(offset) > NOW);
  expect(late).toEqual([]);
  expect(at(row.AT_LOW_EPOCH_US)).toBe(NOW - 60e6);
  expect(at(row.AT_SURGE_EPOCH_US)).toBe(NOW);
  expect([at(row.AT_TREND_TICKS), at(row.AT_SAMPLE_EPOCH_US), record.isRebase]).toEqual([
    0,
    0,
    true,
  ]);
});

test("a re-base starts trend, samples and bars anew and forgets the sequence", () => {
  const record = context();
  const anew = [
    row.AT_TREND_TICKS,
    row.AT_TREND_DIRECTION,
    row.AT_TREND_RUN_SIDE,
    row.AT_SAMPLE_EPOCH_US,
    row.AT_BAR_CLOSE,
    row.AT_BAR_VOLUMES_KNOWN,
    row.AT_FEED_SEQ_DATE,
  ];
  const kept = [
    row.AT_TREND_EMITTED_SIDE,
    row.AT_SURGE_SIDE,
    row.AT_HIGH_COUNT,
    row.AT_SIZES_KNOWN,
  ];
  for (const offset of [...anew, ...kept]) record.state[record.row + offset] = 1;
  rebase(record, NOW);
  const values = (offsets: number[]) => offsets.map((offset) => record.state[record.row + offset]);
  expect(values(anew)).toEqual(anew.map(() => 0));
  expect(values(kept)).toEqual(kept.map(() => 1));
});

test("the base is the official open in REGULAR only, and extremes hold both prices", () => {
  const record = context();
  const at = (offset: number) => record.state[record.row + offset];
  enterSession(record, 10, 12);
  expect([at(row.AT_BASE_PRICE), at(row.AT_SESSION_HIGH), at(row.AT_SESSION_LOW)]).toEqual([
    10, 10, 10,
  ]);
  record.marketStatus = STATUS_REGULAR;
  enterSession(record, 10, 12);
  expect([at(row.AT_BASE_PRICE), at(row.AT_SESSION_HIGH), at(row.AT_SESSION_LOW)]).toEqual([
    12, 12, 10,
  ]);
  expect([at(row.AT_REPORTED_HIGH), at(row.AT_REPORTED_LOW)]).toEqual([12, 10]);
  enterSession(record, 99, 0); // the same session: nothing changes
  expect(at(row.AT_BASE_PRICE)).toBe(12);
});

test("surges of the day outlive a session and end with the date", () => {
  const record = context();
  const at = (offset: number) => record.state[record.row + offset];
  enterSession(record, 10, 0);
  record.state[record.row + row.AT_SURGE_DAILY] = 3;
  record.state[record.row + row.AT_SURGE_COUNT_UP] = 2;
  record.marketStatus = STATUS_REGULAR;
  enterSession(record, 10, 0);
  expect([at(row.AT_SURGE_DAILY), at(row.AT_SURGE_COUNT_UP)]).toEqual([3, 0]);
  record.sessionDate += 1;
  enterSession(record, 10, 0);
  expect(at(row.AT_SURGE_DAILY)).toBe(0);
});
