/**
 * Which session and which part of the day a moment of the market lies in.
 *
 * `us-equities`: New York's time of day, weekends, holidays and half days; `continuous`: 24/7, always
 * REGULAR and MIDDAY, a session is one UTC day. Source: detectors rules version 1, section 1.
 *
 * A look-up answers for a whole segment (half open, in epoch microseconds) and remembers it: as long
 * as times stay inside, `locate` costs two compares. One instance per thread and channel.
 */
import {
  DAY_US,
  dayOf,
  HOUR_US,
  newYorkMidnightEpochUs,
  newYorkOffsetUs,
  weekdayOf,
  yearOf,
} from "./new-york-time.ts";
import { US_EQUITIES_HOLIDAYS } from "./us-equities-holidays.ts";

/** The calendars that exist. */
export type CalendarName = "us-equities" | "continuous";

export const PERIOD_PREMARKET = 0;
export const PERIOD_OPENING = 1;
export const PERIOD_MIDDAY = 2;
export const PERIOD_CLOSING = 3;
export const PERIOD_AFTERHOURS = 4;
export const PERIOD_CLOSED = 5;
/** Names of periods by number. */
export const PERIODS = [
  "PREMARKET",
  "OPENING",
  "MIDDAY",
  "CLOSING",
  "AFTERHOURS",
  "CLOSED",
] as const;
/** A part of the trading day. */
export type Period = (typeof PERIODS)[number];

export const STATUS_CLOSED = 0;
export const STATUS_PRE = 1;
export const STATUS_REGULAR = 2;
export const STATUS_AFTER = 3;
/** Names of market statuses by number. */
export const MARKET_STATUSES = ["CLOSED", "PRE", "REGULAR", "AFTER"] as const;
/** market_status of the frames. */
export type MarketStatusName = (typeof MARKET_STATUSES)[number];

const STATUS_OF_PERIOD = [
  STATUS_PRE,
  STATUS_REGULAR,
  STATUS_REGULAR,
  STATUS_REGULAR,
  STATUS_AFTER,
  STATUS_CLOSED,
];

/** A day as [end of segment as time of day, period], from midnight to midnight. */
type DayPlan = readonly (readonly [untilUs: number, period: number])[];

const atHour = (hour: number, minute = 0): number => (hour + minute / 60) * HOUR_US;

function tradingDay(closingAtUs: number, closeUs: number, afterEndUs: number): DayPlan {
  return [
    [atHour(4), PERIOD_CLOSED],
    [atHour(9, 30), PERIOD_PREMARKET],
    [atHour(9, 45), PERIOD_OPENING],
    [closingAtUs, PERIOD_MIDDAY],
    [closeUs, PERIOD_CLOSING],
    [afterEndUs, PERIOD_AFTERHOURS],
    [DAY_US, PERIOD_CLOSED],
  ];
}

const FULL_DAY = tradingDay(atHour(15, 30), atHour(16), atHour(20));
const HALF_DAY = tradingDay(atHour(12, 30), atHour(13), atHour(17));
const CLOSED_DAY: DayPlan = [[DAY_US, PERIOD_CLOSED]];

/** Days since 1970-01-01 whose plan is neither a full day nor a weekend. */
const exceptions = new Map<number, DayPlan>();
for (const [year, { closed, halfDays }] of Object.entries(US_EQUITIES_HOLIDAYS)) {
  const parse = (text: string) => dayOf(Number(year), ...monthAndDay(text));
  for (const text of closed) exceptions.set(parse(text), CLOSED_DAY);
  for (const text of halfDays) exceptions.set(parse(text), HALF_DAY);
}

function monthAndDay(text: string): [number, number] {
  return [Number(text.slice(0, 2)), Number(text.slice(3))];
}

function planOf(day: number): DayPlan {
  const weekday = weekdayOf(day);
  return weekday === 0 || weekday === 6 ? CLOSED_DAY : (exceptions.get(day) ?? FULL_DAY);
}

/** A moment of the market in words, for the edge. */
export interface MarketMoment {
  period: Period;
  marketStatus: MarketStatusName;
  /**
   * Microseconds until the regular session ends. NaN outside REGULAR; Infinity in a market that never
   * closes.
   */
  untilCloseUs: number;
}

export class Calendar {
  readonly name: CalendarName;
  /** PERIOD_ constant of the located moment. */
  period: number = PERIOD_CLOSED;
  /** STATUS_ constant of the located moment. */
  marketStatus: number = STATUS_CLOSED;
  /** Days since 1970-01-01 in the calendar's zone. */
  sessionDate = 0;
  /** The located segment, half open, epoch microseconds. */
  segmentStartEpochUs = 0;
  segmentEndEpochUs = 0;

  constructor(name: CalendarName) {
    this.name = name;
  }

  /**
   * Sets the fields above for the moment `epochUs` (years 2000 to 2100).
   * @hot two compares while the moment lies in the segment of the last one.
   */
  locate(epochUs: number): void {
    if (epochUs >= this.segmentStartEpochUs && epochUs < this.segmentEndEpochUs) return;
    this.#findSegment(epochUs);
  }

  /** Whether the holidays of `year` are known; true for every year of a calendar without holidays. */
  covers(year: number): boolean {
    return this.name === "continuous" || year in US_EQUITIES_HOLIDAYS;
  }

  /** Whether the holidays round the located moment are known. */
  get isCovered(): boolean {
    return this.covers(yearOf(this.sessionDate));
  }

  /** The moment in words. Moves the located segment. */
  describe(epochUs: number): MarketMoment {
    this.locate(epochUs);
    return {
      period: PERIODS[this.period],
      marketStatus: MARKET_STATUSES[this.marketStatus],
      untilCloseUs:
        this.marketStatus === STATUS_REGULAR ? this.#closeEpochUs() - epochUs : Number.NaN,
    };
  }

  /** End of the located regular session. */
  #closeEpochUs(): number {
    if (this.name === "continuous") return Number.POSITIVE_INFINITY;
    const day = this.sessionDate;
    const closing = planOf(day).find(([, period]) => period === PERIOD_CLOSING);
    if (closing === undefined) throw new Error("Invariant: a day with a REGULAR period closes");
    return newYorkMidnightEpochUs(day) + closing[0];
  }

  #findSegment(epochUs: number): void {
    if (this.name === "continuous") {
      const day = Math.floor(epochUs / DAY_US);
      this.#set(day, PERIOD_MIDDAY, day * DAY_US, (day + 1) * DAY_US);
      return;
    }
    const day = Math.floor((epochUs + newYorkOffsetUs(epochUs)) / DAY_US);
    const midnightEpochUs = newYorkMidnightEpochUs(day);
    const plan = planOf(day);
    let startEpochUs = midnightEpochUs;
    for (let i = 0; i < plan.length; i++) {
      const [untilUs, period] = plan[i];
      // Clocks change on Sundays only, which are closed all day: within a trading day time of day and
      // elapsed time agree, and a closed day simply ends at the next midnight.
      const endEpochUs =
        untilUs === DAY_US ? newYorkMidnightEpochUs(day + 1) : midnightEpochUs + untilUs;
      if (epochUs < endEpochUs) {
        this.#set(day, period, startEpochUs, endEpochUs);
        return;
      }
      startEpochUs = endEpochUs;
    }
    throw new Error(`Invariant: a day has a segment for every moment, epochUs=${epochUs}`);
  }

  #set(day: number, period: number, startEpochUs: number, endEpochUs: number): void {
    this.sessionDate = day;
    this.period = period;
    this.marketStatus = STATUS_OF_PERIOD[period];
    this.segmentStartEpochUs = startEpochUs;
    this.segmentEndEpochUs = endEpochUs;
  }
}
