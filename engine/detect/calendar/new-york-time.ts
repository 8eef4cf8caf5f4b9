/**
 * New York's offset from UTC by rule, for the years 2000 to 2100: no Intl and no string on the way, so
 * that a look-up costs nanoseconds and gives the same answer with any time zone data.
 *
 * Rules: Energy Policy Act of 2005, in force since 2007: second Sunday of March to first Sunday of
 * November; before that first Sunday of April to last Sunday of October. Clocks change at 02:00 local.
 */

export const HOUR_US = 3_600_000_000;
export const DAY_US: number = 24 * HOUR_US;
const DAY_MS = 86_400_000;
const STANDARD_OFFSET_US = -5 * HOUR_US;
const DAYLIGHT_OFFSET_US = -4 * HOUR_US;
const RULE_OF_2007 = 2007;

/** First and last day (days since 1970-01-01) of daylight saving, by year. */
const daylightDays = new Map<number, readonly [number, number]>();

/** 0 = Sunday. `day`: days since 1970-01-01, which was a Thursday. */
export function weekdayOf(day: number): number {
  return (day + 4) % 7;
}

/** The calendar year that `day` (days since 1970-01-01) lies in. */
export function yearOf(day: number): number {
  return new Date(day * DAY_MS).getUTCFullYear();
}

/** Days since 1970-01-01 of a date; `month` 1..12. */
export function dayOf(year: number, month: number, dayOfMonth: number): number {
  return Date.UTC(year, month - 1, dayOfMonth) / DAY_MS;
}

function sundayOnOrAfter(day: number): number {
  return day + ((7 - weekdayOf(day)) % 7);
}

function daylightDaysOf(year: number): readonly [number, number] {
  const known = daylightDays.get(year);
  if (known !== undefined) return known;
  const days: readonly [number, number] =
    year >= RULE_OF_2007
      ? [sundayOnOrAfter(dayOf(year, 3, 8)), sundayOnOrAfter(dayOf(year, 11, 1))]
      : [sundayOnOrAfter(dayOf(year, 4, 1)), sundayOnOrAfter(dayOf(year, 10, 25))];
  daylightDays.set(year, days);
  return days;
}

/** Microseconds to add to UTC at `epochUs` to get New York's wall time. */
export function newYorkOffsetUs(epochUs: number): number {
  const day = Math.floor((epochUs + STANDARD_OFFSET_US) / DAY_US);
  const [firstDay, lastDay] = daylightDaysOf(yearOf(day));
  // 02:00 standard time is 07:00 UTC; 02:00 daylight time is 06:00 UTC.
  const isDaylight =
    epochUs >= firstDay * DAY_US + 7 * HOUR_US && epochUs < lastDay * DAY_US + 6 * HOUR_US;
  return isDaylight ? DAYLIGHT_OFFSET_US : STANDARD_OFFSET_US;
}

/** Epoch microseconds of 00:00 in New York on `day` (days since 1970-01-01). */
export function newYorkMidnightEpochUs(day: number): number {
  const [firstDay, lastDay] = daylightDaysOf(yearOf(day));
  const isDaylight = day > firstDay && day <= lastDay;
  return day * DAY_US - (isDaylight ? DAYLIGHT_OFFSET_US : STANDARD_OFFSET_US);
}
