/** Known answers of market-hours.ts: where a market starts, and how busy it is. */

import { Calendar } from "#engine/detect";
import type { Observe } from "#schemas";
import { activityAt, defaultStartEpochUs } from "./market-hours.ts";

/** New York's time of day on Monday, 3 June 2024, as epoch microseconds. */
const newYork = (hour: number, minute: number, day = 3): number =>
  Date.UTC(2024, 5, day, hour + 4, minute) * 1000;

const PRE_ROLL_S = 600;

const MOMENTS: readonly (readonly [hour: number, minute: number])[] = [
  [2, 0],
  [4, 0],
  [9, 29],
  [9, 30],
  [10, 0],
  [11, 30],
  [12, 45],
  [14, 0],
  [15, 59],
  [16, 0],
  [19, 59],
  [20, 0],
];

export default function cases(observe: Observe): void {
  const calendar = new Calendar("us-equities");
  for (const [hour, minute] of MOMENTS) {
    observe(activityAt, `${hour}:${minute}`, activityAt(calendar, newYork(hour, minute)));
  }
  observe(activityAt, "on a Sunday", activityAt(calendar, newYork(12, 0, 2)), 0.002);
  const halfDay = Date.UTC(2024, 6, 3, 16, 0) * 1000;
  observe(activityAt, "noon of a half day", activityAt(calendar, halfDay), 0.998634501593);
  const starts: readonly (readonly [fact: string, nowEpochUs: number, preRollSeconds: number])[] = [
    ["in the afternoon", newYork(15, 0), PRE_ROLL_S],
    ["when the pre-roll just ends", newYork(10, 10), PRE_ROLL_S],
    ["before the pre-roll ends", newYork(10, 10) - 1, PRE_ROLL_S],
    ["in the opening", newYork(9, 40), PRE_ROLL_S],
    ["in the night", newYork(2, 0), 0],
    ["on a Sunday", newYork(12, 0, 2), 0],
    ["with a long pre-roll", newYork(15, 0), 86_400],
  ];
  for (const [fact, nowEpochUs, preRollSeconds] of starts) {
    observe(defaultStartEpochUs, fact, defaultStartEpochUs(nowEpochUs, preRollSeconds));
  }
}
