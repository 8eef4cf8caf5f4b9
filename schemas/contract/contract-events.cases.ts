/** Cases of which messages have a schema, and which. */

import type { Observe } from "../observe.ts";
import { structureOf, surgeStructureOf } from "./contract-events.ts";
import { frameWith, highItem, surgeItem } from "./frames-fixture.ts";

/** One message that only the schema of its name accepts. */
const MESSAGES: readonly [event: string, data: unknown][] = [
  ["stock_data", frameWith(highItem())],
  [
    "status_update",
    {
      status: "healthy",
      connected: true,
      provider: "Test",
      market_status: "PRE",
      timestamp: "2025-08-20T11:00:05.513000",
      avg_response: 0,
    },
  ],
  ["envelope", { event: "pong", data: {}, epoch: "e", seq: 0 }],
  ["client_message", { action: "ping" }],
  ["session_reset", { new_session: "PRE" }],
  ["error", { message: "m", code: "CLIENT_MESSAGE_INVALID" }],
  ["pong", {}],
  ["universe_updated", { tracker: "all", ticker_count: 0 }],
  ["filters_updated", { success: true }],
  ["user_cache_invalidated", { user_id: 7 }],
];

export default function cases(observe: Observe): void {
  observe(structureOf, "pong", typeof structureOf("pong"), "function");
  for (const [event] of MESSAGES) {
    const structure = structureOf(event);
    const accepted = MESSAGES.filter(([, data]) => structure?.(data)).map(([name]) => name);
    observe("validators", `${event} accepts`, accepted);
  }
  observe(structureOf, "no event", structureOf("no_event") === undefined, true);
  const first = structureOf("pong");
  observe(structureOf, "the same each time", structureOf("pong") === first, true);
  const down = surgeItem();
  const up = surgeItem({ direction: "up" });
  observe(
    "surges",
    "up",
    [surgeStructureOf("up")(up), surgeStructureOf("up")(down)],
    [true, false],
  );
  observe(
    "surges",
    "down",
    [surgeStructureOf("down")(up), surgeStructureOf("down")(down)],
    [false, true],
  );
}
