/** All faults by name, and names for some of them together. */
import { TickscopeError } from "#schemas";
import { DETECTOR_FAULTS } from "./detector-faults.ts";
import { EDGE_FAULTS } from "./edge-faults.ts";
import type { Fault } from "./fault.ts";
import { FEED_FAULTS } from "./feed-faults.ts";
import { INGEST_FAULTS } from "./ingest-faults.ts";
import { WIRING_FAULTS } from "./wiring-faults.ts";

/** Every fault that can be injected, in the order of their names. */
export const FAULTS: readonly Fault[] = [
  ...WIRING_FAULTS,
  ...INGEST_FAULTS,
  ...DETECTOR_FAULTS,
  ...EDGE_FAULTS,
  ...FEED_FAULTS,
].toSorted((a, b) => (a.id < b.id ? -1 : 1));

/** Several faults under one name. */
export const SCENARIOS: Readonly<Record<string, readonly string[]>> = {
  "sprint-109": ["F01", "F02"],
};

/** The faults that `names` stand for, separated by commas. Throws USAGE for a name that is none. */
export function faultsOf(names: string): Fault[] {
  const ids = names.split(",").flatMap((name) => SCENARIOS[name.trim()] ?? [name.trim()]);
  return [...new Set(ids)].map((id) => {
    const fault = FAULTS.find((candidate) => candidate.id.toLowerCase() === id.toLowerCase());
    if (fault !== undefined) return fault;
    const known = [...Object.keys(SCENARIOS), ...FAULTS.map((other) => other.id)].join(", ");
    throw new TickscopeError("USAGE", `--scenario: "${id}" is not one of: ${known}`);
  });
}
