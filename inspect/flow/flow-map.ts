/** Expected and current flow side by side, for one engine. */
import type { EngineConfig } from "#schemas";
import { type CurrentFlow, currentFlow, type FlowReadings } from "./current.ts";
import { differencesOf, type FlowDifference } from "./difference.ts";
import { type ExpectedFlow, expectedFlow } from "./expected.ts";

export interface FlowMap {
  expected: ExpectedFlow;
  /** null when no engine was watched. */
  current: CurrentFlow | null;
  differences: FlowDifference[];
}

/** The map of an engine with this config; `readings` is null when none was watched. */
export function flowMap(config: EngineConfig, readings: FlowReadings | null): FlowMap {
  const expected = expectedFlow(config);
  if (readings === null) return { expected, current: null, differences: [] };
  const current = currentFlow(expected, readings);
  return { expected, current, differences: differencesOf(expected, current) };
}
