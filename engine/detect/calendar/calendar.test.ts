/** Sessions against time-of-day tables, against Intl, and holidays against the exchange's own rules. */
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { TIME_END_EPOCH_US, TIME_MIN_EPOCH_US } from "../channels/validity.ts";
import { Calendar, MARKET_STATUSES, PERIODS } from "./calendar.ts";
import { DAY_US, dayOf, newYorkOffsetUs, weekdayOf } from "./new-york-time.ts";
import { US_EQUITIES_HOLIDAYS } from "./us-equities-holidays.ts";

const newYork = new Intl.DateTimeFormat("en-CA", {
  timeZone: "America/New_York",
  dateStyle: "short",
  timeStyle: "medium",
  hourCycle: "h23",
});

/** Epoch microseconds of a New York wall time, found through the calendar's own offset. */
function at(date: string, time: string): number {
  const localUs = Date.parse(`${date}T${time}Z`) * 1000;
  const epochUs = localUs - newYorkOffsetUs(localUs + 5 * 3600e6);
  expect(newYork.format(epochUs / 1000)).toBe(`${date}, ${time.slice(0, 8)}`);
  return epochUs;
}

function moment(calendar: Calendar, epochUs: number): string {
  calendar.locate(epochUs);
  return `${PERIODS[calendar.period]} ${MARKET_STATUSES[calendar.marketStatus]}`;
}

describe("a full day", () => {
  test.each([
    ["00:00:00", "CLOSED CLOSED"],
    ["03:59:59", "CLOSED CLOSED"],
    ["04:00:00", "PREMARKET PRE"],
    ["09:29:59", "PREMARKET PRE"],
    ["09:30:00", "OPENING REGULAR"],
    ["09:44:59", "OPENING REGULAR"],
    ["09:45:00", "MIDDAY REGULAR"],
    ["15:29:59", "MIDDAY REGULAR"],
    ["15:30:00", "CLOSING REGULAR"],
    ["15:59:59", "CLOSING REGULAR"],
    ["16:00:00", "AFTERHOURS AFTER"],
    ["19:59:59", "AFTERHOURS AFTER"],
    ["20:00:00", "CLOSED CLOSED"],
    ["23:59:59", "CLOSED CLOSED"],
  ])("%s is %s, in summer and in winter", (time, expected) => {
    for (const date of ["2025-08-20", "2025-01-15"]) {
      const calendar = new Calendar("us-equities");
      expect(moment(calendar, at(date, time))).toBe(expected);
      expect(calendar.sessionDate).toBe(Date.parse(date) / 86_400_000);
    }
  });
});

test("half days close at 13:00 and end at 17:00", () => {
  const calendar = new Calendar("us-equities");
  const times = [
    "09:45:00",
    "12:29:59",
    "12:30:00",
    "12:59:59",
    "13:00:00",
    "16:59:59",
    "17:00:00",
  ];
  expect(times.map((time) => moment(calendar, at("2025-07-03", time)))).toEqual([
    "MIDDAY REGULAR",
    "MIDDAY REGULAR",
    "CLOSING REGULAR",
    "CLOSING REGULAR",
    "AFTERHOURS AFTER",
    "AFTERHOURS AFTER",
    "CLOSED CLOSED",
  ]);
});

test.each(["2025-01-09", "2025-08-23", "2025-08-24", "2025-11-02", "2026-03-08", "2027-12-24"])(
  "%s is closed all day",
  (date) => {
    const calendar = new Calendar("us-equities");
    for (let hour = 0; hour < 24; hour++) {
      const time = `${String(hour).padStart(2, "0")}:00:00`;
      // Two o'clock in the morning does not exist when clocks go forward.
      if (date === "2026-03-08" && hour === 2) continue;
      expect(moment(calendar, at(date, time))).toBe("CLOSED CLOSED");
    }
    expect(calendar.segmentEndEpochUs - calendar.segmentStartEpochUs).toBeGreaterThanOrEqual(
      23 * 3600e6,
    );
  },
);

test("offset and date agree with Intl at any second of 2007 to 2100", () => {
  const calendar = new Calendar("us-equities");
  const seconds = fc.integer({
    min: Date.UTC(2007, 0, 1) / 1000,
    max: Date.UTC(2100, 11, 31) / 1000,
  });
  fc.assert(
    fc.property(seconds, (second) => {
      const epochUs = second * 1e6;
      calendar.locate(epochUs);
      const local = new Date((epochUs + newYorkOffsetUs(epochUs)) / 1000).toISOString();
      const shown = newYork.format(second * 1000);
      expect(`${local.slice(0, 10)}, ${local.slice(11, 19)}`).toBe(shown);
      expect(new Date((calendar.sessionDate * DAY_US) / 1000).toISOString().slice(0, 10)).toBe(
        shown.slice(0, 10),
      );
    }),
    { numRuns: 2000 },
  );
});

test("a segment holds its moment, answers alike at both ends, and touches the next one", () => {
  for (const name of ["us-equities", "continuous"] as const) {
    const calendar = new Calendar(name);
    const times = fc.double({ min: TIME_MIN_EPOCH_US, max: TIME_END_EPOCH_US - 1, noNaN: true });
    fc.assert(
      fc.property(times, (time) => {
        const epochUs = Math.floor(time);
        const here = moment(calendar, epochUs);
        const { segmentStartEpochUs: start, segmentEndEpochUs: end, sessionDate } = calendar;
        expect(start <= epochUs && epochUs < end).toBe(true);
        expect(moment(new Calendar(name), start)).toBe(here);
        const last = new Calendar(name);
        expect([moment(last, end - 1), last.sessionDate]).toEqual([here, sessionDate]);
        const next = new Calendar(name);
        next.locate(end);
        expect(next.segmentStartEpochUs).toBe(end);
      }),
      { numRuns: 500 },
    );
  }
});

/** Days of the year's holidays by the exchange's rules; NYSE rule 7.2. */
function holidaysByRule(year: number): { closed: Set<number>; halfDays: Set<number> } {
  const nth = (month: number, weekday: number, n: number) => {
    const first = dayOf(year, month, 1);
    return first + ((weekday - weekdayOf(first) + 7) % 7) + 7 * (n - 1);
  };
  const lastMonday = (month: number) => {
    const last = dayOf(year, month + 1, 1) - 1;
    return last - ((weekdayOf(last) + 6) % 7);
  };
  // A holiday on Saturday is kept on Friday, one on Sunday on Monday.
  const kept = (day: number) => day + (weekdayOf(day) === 6 ? -1 : weekdayOf(day) === 0 ? 1 : 0);
  const newYear = dayOf(year, 1, 1);
  const independence = dayOf(year, 7, 4);
  const christmas = dayOf(year, 12, 25);
  const thanksgiving = nth(11, 4, 4);
  const closed = new Set([
    ...(weekdayOf(newYear) === 6 ? [] : [kept(newYear)]),
    nth(1, 1, 3),
    nth(2, 1, 3),
    easter(year) - 2,
    lastMonday(5),
    ...(year >= 2022 ? [kept(dayOf(year, 6, 19))] : []),
    kept(independence),
    nth(9, 1, 1),
    thanksgiving,
    kept(christmas),
    ...(year === 2025 ? [dayOf(2025, 1, 9)] : []),
  ]);
  const isTradingDay = (day: number) => ![0, 6].includes(weekdayOf(day)) && !closed.has(day);
  const eves = [thanksgiving + 1, christmas - 1];
  // The third of July is short only when the fourth is kept on its own day.
  if (kept(independence) === independence) eves.push(independence - 1);
  return { closed, halfDays: new Set(eves.filter(isTradingDay)) };
}

/** Easter Sunday as days since 1970-01-01 (anonymous Gregorian computus). */
function easter(year: number): number {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const h = (19 * a + b - (b >> 2) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * (c >> 2) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return dayOf(year, Math.floor(n / 31), (n % 31) + 1);
}

test.each([2020, 2021, 2022, 2023, 2024, 2025, 2026, 2027])(
  "holidays of %i follow the rules",
  (year) => {
    const parse = (text: string) => dayOf(year, Number(text.slice(0, 2)), Number(text.slice(3)));
    const table = US_EQUITIES_HOLIDAYS[year]!;
    const rules = holidaysByRule(year);
    const sorted = (days: Iterable<number>) => [...days].sort((a, b) => a - b);
    expect(sorted(table.closed.map(parse))).toEqual(sorted(rules.closed));
    expect(sorted(table.halfDays.map(parse))).toEqual(sorted(rules.halfDays));
  },
);

test("says which years it covers", () => {
  const calendar = new Calendar("us-equities");
  expect([2019, 2020, 2027, 2028].map((year) => calendar.covers(year))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  calendar.locate(at("2028-12-25", "10:00:00"));
  expect([calendar.isCovered, PERIODS[calendar.period]]).toEqual([false, "MIDDAY"]);
  expect(new Calendar("continuous").covers(1999)).toBe(true);
});

test("describes a moment and the time until the close", () => {
  const calendar = new Calendar("us-equities");
  const describe = (date: string, time: string) => calendar.describe(at(date, time));
  const midday = { period: "MIDDAY", marketStatus: "REGULAR" } as const;
  expect(describe("2025-08-20", "10:00:00")).toEqual({ ...midday, untilCloseUs: 6 * 3600e6 });
  expect(describe("2025-07-03", "10:00:00")).toEqual({ ...midday, untilCloseUs: 3 * 3600e6 });
  expect(describe("2025-08-20", "16:00:00").untilCloseUs).toBeNaN();
  const continuous = new Calendar("continuous").describe(at("2025-12-25", "03:00:00"));
  expect(continuous).toEqual({ ...midday, untilCloseUs: Number.POSITIVE_INFINITY });
});
