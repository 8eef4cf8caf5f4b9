/** Known answers of calendar.ts: every border of every kind of day, and what is remembered. */

import { type Observe, of } from "#schemas";
import * as calendars from "./calendar.ts";
import { Calendar as CalendarItself, MARKET_STATUSES, PERIODS } from "./calendar.ts";

const { Calendar } = calendars;
const HOUR_US = 3_600_000_000;

/** Days of New York, with the function that decides their plan. */
const DAYS: readonly (readonly [owner: string, date: string, hoursToUtc: number])[] = [
  ["FULL_DAY", "2025-07-02", 4],
  ["FULL_DAY", "2025-01-02", 5],
  ["HALF_DAY", "2025-07-03", 4],
  ["HALF_DAY", "2024-11-29", 5],
  ["CLOSED_DAY", "2025-07-04", 4],
  ["CLOSED_DAY", "2025-01-09", 5],
  ["planOf", "2025-07-05", 4],
  ["planOf", "2025-07-06", 4],
  ["planOf", "2025-07-07", 4],
  ["planOf", "2025-07-11", 4],
  ["#findSegment", "2025-03-09", 5],
  ["#findSegment", "2025-11-02", 4],
];

function located(calendar: InstanceType<typeof Calendar>): unknown {
  const { period, marketStatus, sessionDate, segmentStartEpochUs, segmentEndEpochUs } = calendar;
  return [period, marketStatus, sessionDate, segmentStartEpochUs, segmentEndEpochUs];
}

/** The segments of a day: name, minutes from its midnight to its ends. */
function segmentsOf(midnightEpochUs: number): unknown[] {
  const calendar = new Calendar("us-equities");
  const segments: unknown[] = [];
  let epochUs = midnightEpochUs;
  for (let i = 0; i < 9 && epochUs < midnightEpochUs + 24 * HOUR_US; i++) {
    calendar.locate(epochUs);
    const start = (calendar.segmentStartEpochUs - midnightEpochUs) / 60e6;
    const end = (calendar.segmentEndEpochUs - midnightEpochUs) / 60e6;
    segments.push(`${calendars.PERIODS[calendar.period]} ${start}..${end}`);
    epochUs = calendar.segmentEndEpochUs;
  }
  return segments;
}

export default function run(observe: Observe): void {
  observe({ PERIODS }, "names", calendars.PERIODS, [
    "PREMARKET",
    "OPENING",
    "MIDDAY",
    "CLOSING",
    "AFTERHOURS",
    "CLOSED",
  ]);
  observe({ MARKET_STATUSES }, "names", calendars.MARKET_STATUSES, [
    "CLOSED",
    "PRE",
    "REGULAR",
    "AFTER",
  ]);
  observeMemory(observe);
  observeContinuous(observe);
  observeWeekend(observe);
  for (const [owner, date, hoursToUtc] of DAYS) {
    const midnightEpochUs = (Date.parse(date) + hoursToUtc * 3_600_000) * 1000;
    const segments = segmentsOf(midnightEpochUs);
    observe("planOf", `${date}: is open`, segments.length > 1);
    observe(owner, date, segments);
  }
  observeStatuses(observe);
  observeBorders(observe);
  observeYears(observe);
  observeDescriptions(observe);
}

function observeContinuous(observe: Observe): void {
  for (const name of ["continuous", "us-equities"] as const) {
    const calendar = new Calendar(name);
    observe(of(CalendarItself, "constructor"), `${name}: before any look-up`, [
      calendar.name,
      located(calendar),
    ]);
  }
  const midnightEpochUs = Date.UTC(2025, 5, 1) * 1000;
  for (const distanceUs of [-1, 0, 24 * HOUR_US - 1, 24 * HOUR_US]) {
    const calendar = new Calendar("continuous");
    calendar.locate(midnightEpochUs + distanceUs);
    const fact = `continuous, ${distanceUs} us from midnight`;
    const fields = [calendar.period, calendar.marketStatus, calendar.segmentEndEpochUs > 0];
    observe("#set", fact, fields);
    observe("#findSegment", fact, located(calendar));
  }
}

/** A closed day is one segment: nothing but the day itself decides. */
function observeWeekend(observe: Observe): void {
  const noon = new Calendar("us-equities");
  noon.locate(Date.UTC(2025, 6, 5, 16) * 1000);
  observe("planOf", "a Saturday's noon", noon.period, 5);
  for (const hour of [0, 12, 23.99]) {
    const calendar = new Calendar("us-equities");
    calendar.locate(Date.UTC(2025, 6, 5, 4) * 1000 + hour * HOUR_US);
    const { sessionDate, segmentStartEpochUs, segmentEndEpochUs } = calendar;
    const segment = [sessionDate, segmentStartEpochUs, segmentEndEpochUs];
    observe("#findSegment", `a Saturday's hour ${hour}`, segment);
  }
}

/** The middle of each segment of a Wednesday: which status goes with which period. */
function observeStatuses(observe: Observe): void {
  const calendar = new Calendar("us-equities");
  const midnightEpochUs = Date.UTC(2025, 6, 2, 4) * 1000;
  for (const hour of [2, 6, 9.6, 12, 15.75, 18, 22]) {
    calendar.locate(midnightEpochUs + hour * HOUR_US);
    const { period, marketStatus, sessionDate } = calendar;
    observe("STATUS_OF_PERIOD", `hour ${hour}`, [period, marketStatus]);
    observe("#set", `hour ${hour}`, sessionDate);
  }
}

/** One microsecond before a border still belongs to the segment before. */
function observeBorders(observe: Observe): void {
  const openEpochUs = Date.UTC(2025, 6, 2, 13, 30) * 1000;
  const midnightEpochUs = Date.UTC(2025, 6, 3, 4) * 1000;
  for (const borderEpochUs of [openEpochUs, midnightEpochUs]) {
    for (const distanceUs of [-1, 0, 1]) {
      const calendar = new Calendar("us-equities");
      calendar.locate(borderEpochUs + distanceUs);
      const fact = `${distanceUs} us from ${borderEpochUs}`;
      observe("#findSegment", fact, located(calendar));
    }
  }
}

/** Within the remembered segment nothing is looked up, at its ends it is. */
function observeMemory(observe: Observe): void {
  const startEpochUs = Date.UTC(2025, 6, 2, 14) * 1000;
  for (const distanceUs of [-1, 0, 9, 10]) {
    const calendar = new Calendar("continuous");
    Object.assign(calendar, {
      period: 9,
      segmentStartEpochUs: startEpochUs,
      segmentEndEpochUs: startEpochUs + 10,
    });
    calendar.locate(startEpochUs + distanceUs);
    const isRemembered = calendar.segmentStartEpochUs === startEpochUs;
    observe(
      of(CalendarItself, "locate"),
      `${distanceUs} us into ten that are remembered`,
      isRemembered,
    );
  }
}

function observeYears(observe: Observe): void {
  for (const name of ["continuous", "us-equities"] as const) {
    const calendar = new Calendar(name);
    for (const year of [2019, 2020, 2027, 2028]) {
      observe(of(CalendarItself, "covers"), `${name} ${year}`, calendar.covers(year));
      calendar.locate(Date.UTC(year, 5, 1) * 1000);
      observe(of(CalendarItself, "isCovered"), `${name} ${year}`, calendar.isCovered);
    }
  }
}

function observeDescriptions(observe: Observe): void {
  const moments: readonly (readonly [string, string])[] = [
    ["a full day's noon", "2025-07-02T16:00:00Z"],
    ["a full day's last minute", "2025-07-02T19:59:00Z"],
    ["after a full day", "2025-07-02T20:00:00Z"],
    ["a half day's opening", "2025-07-03T13:31:00Z"],
    ["a half day's closing", "2025-07-03T16:45:00Z"],
    ["after a half day", "2025-07-03T17:00:00Z"],
    ["before a winter's day", "2025-01-02T13:00:00Z"],
    ["a winter's day", "2025-01-02T15:00:00Z"],
    ["a holiday", "2025-07-04T15:00:00Z"],
  ];
  for (const [fact, iso] of moments) {
    const described = new Calendar("us-equities").describe(Date.parse(iso) * 1000);
    observe(of(CalendarItself, "describe"), fact, [described.period, described.marketStatus]);
    observe("#closeEpochUs", fact, described.untilCloseUs);
  }
  const { period, marketStatus, untilCloseUs } = new Calendar("continuous").describe(1e15);
  observe(
    of(CalendarItself, "describe"),
    "continuous",
    [period, marketStatus],
    ["MIDDAY", "REGULAR"],
  );
  observe("#closeEpochUs", "continuous", untilCloseUs, Infinity);
}
