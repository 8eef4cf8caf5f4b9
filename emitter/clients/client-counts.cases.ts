/** Known answers of client-counts.ts. */
import type { Observe } from "#schemas";
import { addCounts, emptyCounts } from "./client-counts.ts";

export default function run(observe: Observe): void {
  const into = emptyCounts();
  observe(emptyCounts, "counts", into);
  const from = emptyCounts();
  for (const [i, name] of (Object.keys(from) as (keyof typeof from)[]).entries())
    from[name] = i + 1;
  addCounts(into, from);
  addCounts(into, from);
  observe(addCounts, "twice", into);
  observe(addCounts, "leaves what it adds", from);
}
