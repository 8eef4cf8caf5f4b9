/** Known answers of new-york-time.ts: days, and when the clocks change. */
import type { Observe } from "#schemas";
import {
  dayOf,
  newYorkMidnightEpochUs,
  newYorkOffsetUs,
  weekdayOf,
  yearOf,
} from "./new-york-time.ts";

/** Both rules, every weekday that 8 March can be, and the ends of the range. */
const YEARS = [2000, 2001, 2006, 2007, 2021, 2022, 2023, 2024, 2025, 2026, 2027, 2028, 2100];
const HOURS_US = 3_600_000_000;

/** First moment from `fromEpochUs` on, within half a year, at which the offset is another one. */
function changeAfter(fromEpochUs: number): number {
  const before = newYorkOffsetUs(fromEpochUs);
  let below = fromEpochUs;
  let above = fromEpochUs + 180 * 24 * HOURS_US;
  while (above - below > 1) {
    const middle = Math.floor((below + above) / 2);
    if (newYorkOffsetUs(middle) === before) below = middle;
    else above = middle;
  }
  return above;
}

export default function run(observe: Observe): void {
  for (const day of [0, 2, 3, 6, 20_000]) observe(weekdayOf, `${day}`, weekdayOf(day));
  for (const day of [0, 364, 365, 10_956, 10_957, 20_089]) observe(yearOf, `${day}`, yearOf(day));
  observe(dayOf, "the epoch", dayOf(1970, 1, 1), 0);
  observe(dayOf, "a leap day", dayOf(2024, 2, 29), 19782);
  observe(dayOf, "the last of a year", dayOf(2025, 12, 31), 20453);
  for (const year of YEARS) {
    const winterEpochUs = Date.UTC(year, 0, 1, 5) * 1000;
    const summerEpochUs = Date.UTC(year, 6, 1, 5) * 1000;
    const offsets = [newYorkOffsetUs(winterEpochUs), newYorkOffsetUs(summerEpochUs)];
    observe("STANDARD_OFFSET_US", `${year}`, Math.min(...offsets));
    observe("DAYLIGHT_OFFSET_US", `${year}`, Math.max(...offsets));
    observe(newYorkOffsetUs, `winter of ${year}`, newYorkOffsetUs(winterEpochUs));
    observe(newYorkOffsetUs, `summer of ${year}`, newYorkOffsetUs(summerEpochUs));
    observe(newYorkOffsetUs, `eve of ${year}`, newYorkOffsetUs(winterEpochUs - 1));
    const spring = new Date(changeAfter(winterEpochUs) / 1000).toISOString();
    const autumn = new Date(changeAfter(summerEpochUs) / 1000).toISOString();
    observe(newYorkOffsetUs, `hours of change in ${year}`, [spring, autumn].map(hourOf));
    observe("daylightDaysOf", `${year}`, [spring, autumn].map(dateOf));
    for (const text of [spring, autumn]) observeMidnights(observe, text);
  }
}

const hourOf = (iso: string): string => iso.slice(11);
const dateOf = (iso: string): string => iso.slice(0, 10);

function observeMidnights(observe: Observe, changeIso: string): void {
  const change = Math.floor(Date.parse(changeIso) / 86_400_000);
  for (const day of [change - 1, change, change + 1]) {
    const midnight = new Date(newYorkMidnightEpochUs(day) / 1000).toISOString();
    observe(newYorkMidnightEpochUs, `day ${day}`, midnight);
  }
}
