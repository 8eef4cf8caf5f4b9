/** Cases of what lenient mode lets pass of older frames. */

import type { Observe } from "../observe.ts";
import { isDeviation, isSpelling, modernised } from "./contract-lenient.ts";
import type { Violation } from "./contract-violations.ts";
import { highItem, surgeItem, trendItem } from "./frames-fixture.ts";

const INDISPENSABLE =
  "highs lows trending surging up down activity ticker price time percent_change status connected";

function of(patch: Partial<Violation>): Violation {
  const plain = { path: "highs[0].volume", expected: "a number", actual: '"x"' };
  return { ...plain, section: "every-item", kind: "schema", ...patch };
}

/** Violations of a direction, by list and what stands there. */
const SIDES: readonly [path: string, actual: string][] = [
  ["highs[0].direction", '"↑"'],
  ["highs[0].direction", '"↓"'],
  ["lows[0].direction", '"↑"'],
  ["lows[0].direction", '"↓"'],
  ["trending.up[0].direction", '"↑"'],
  ["trending.down[0].direction", '"↑"'],
  ["surging.up[0].direction", '"↑"'],
  ["surging.up[0].direction", '"↓"'],
  ["surging.down[0].direction", '"↓"'],
  ["x.highs[0].direction", '"↑"'],
  ["highs.direction", '"↑"'],
  ["trendingxup[0].direction", '"↑"'],
  ["highs[0].direction", '"up"'],
  ["highs[0].direction", "5"],
];

export default function cases(observe: Observe): void {
  observe(isDeviation, "rule", isDeviation(of({ kind: "rule", actual: "5" })), true);
  observe(isDeviation, "present", isDeviation(of({ expected: "present" })), true);
  observe(
    isDeviation,
    "present, no dot",
    isDeviation(of({ path: "x", expected: "present" })),
    true,
  );
  observe(isDeviation, "absent", isDeviation(of({ expected: "absent: not known" })), true);
  observe(isDeviation, "absent, later", isDeviation(of({ expected: "not absent" })), false);
  observe(isDeviation, "label, no text", isDeviation(of({ path: "a.label", actual: "5" })), false);
  observe(isDeviation, "any other", isDeviation(of({})), false);
  const cut = of({ path: "a.label", actual: '"a long text…' });
  observe(isDeviation, "label, cut", isDeviation(cut), true);
  for (const key of INDISPENSABLE.split(" ")) {
    observe("INDISPENSABLE", key, isDeviation(of({ path: `a.${key}`, expected: "present" })));
  }
  for (const key of ["label", "description", "event_key", "event_id"]) {
    observe("FREE_TEXT", key, isDeviation(of({ path: `highs[0].${key}` })));
  }
  for (const actual of ["2.5", "0.5", "11.5", "1", "10", "2", "-2.5", '"2.5"', "NaN", "1e300"]) {
    const fraction = of({ expected: "a whole number from 1 to 10", actual });
    observe("isFraction", actual, isDeviation(fraction));
  }
  const other = of({ expected: "a number from 1 to 10", actual: "2.5" });
  observe("isFraction", "no whole number is wanted", isDeviation(other), false);
  for (const [path, actual] of SIDES) {
    observe("isSideOf", `${path} ${actual}`, isDeviation(of({ path, actual })));
  }
  for (const key of ["direction", "label", "event_key", "event_id", "volume"]) {
    const path = `highs[0].${key}`;
    observe("SPELLINGS", key, isSpelling(of({ path, actual: '"↑"' })));
    observe(isSpelling, `${key} absent`, isSpelling(of({ path, expected: "present" })));
    observe(isSpelling, `${key} of a wrong type`, isSpelling(of({ path, actual: "5" })));
  }

  const arrow = (direction: string) => direction as "up";
  for (const side of ["↑", "up", "↓", "down", "?"]) {
    observe("wordOf", side, modernised(highItem({ direction: arrow(side) })).direction);
  }
  const old = surgeItem({ direction: arrow("↓"), event_key: "C_↑_x_↓_1", label: "surge" });
  observe(modernised, "event_key of a surge", modernised(old));
  observe(modernised, "label", modernised(trendItem({ label: "old" })));
  observe(modernised, "the item itself stays", old.event_key, "C_↑_x_↓_1");
}
