/** Known answers of priority.ts. */
import type { Observe, Probe } from "#schemas";
import * as priorities from "./priority.ts";

function run(observe: Observe): void {
  for (const [name, value] of Object.entries(priorities)) {
    if (typeof value === "number") observe(name, "value", value);
  }
  for (const kind of [0, 1, 2, 3, 4, 5, 6, 16, 255]) {
    observe("priorityOf", `kind ${kind}`, priorities.priorityOf(kind));
  }
}

export const priorityProbe: Probe = {
  name: "priority",
  stage: "queue",
  file: "engine/queue/priority.ts",
  needs: [],
  run,
};
