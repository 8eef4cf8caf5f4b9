/** Known answers of priority.ts. */

import type { Observe } from "#schemas";
import * as priorities from "./priority.ts";
import { priorityOf } from "./priority.ts";

export default function run(observe: Observe): void {
  for (const kind of [0, 1, 2, 3, 4, 5, 6, 16, 255]) {
    observe(priorityOf, `kind ${kind}`, priorities.priorityOf(kind));
  }
}
