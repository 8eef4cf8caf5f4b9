/** What cases of telemetry, and tests of those who read it, share. */
import type { RouteRow } from "./route-board.ts";

/** A registered route that has met nothing but what `counts` says. */
export function quietRoute(kind: number, counts: Partial<RouteRow> = {}): RouteRow {
  return {
    kind,
    isRegistered: true,
    isDisabled: false,
    routeBreaker: "closed",
    channelBreaker: "closed",
    opened: 0,
    starts: 1,
    admitted: 0,
    filtered: 0,
    outOfOrder: 0,
    errored: 0,
    detectFailures: 0,
    events: 0,
    ...counts,
  };
}

/** False when `use` throws, whatever it gives: the object lacks something from its construction. */
export function isUsable(use: () => unknown): boolean {
  try {
    use();
    return true;
  } catch {
    return false;
  }
}
