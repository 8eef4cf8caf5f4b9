/** The engine's state as status_update tells it. */
import type { EventText } from "#codec";
import type { EngineStatus, MarketStatus } from "#engine";
import { nowEpochUs } from "#engine/telemetry";
import type { StatusUpdate } from "#schemas";

/**
 * The status word. The page of today stays covered until it is `healthy` or `connected` once, so a
 * client that has just connected reads `connected` in place of `warning`: data does flow.
 */
function statusWord(status: EngineStatus, isGreeting: boolean): StatusUpdate["status"] {
  switch (status.feed) {
    case "initializing":
      return "initializing";
    case "disconnected":
      return "disconnected";
    case "error":
      return "error";
    case "connected":
    case "mute":
    case "ended":
      if (status.diagnosis?.verdict === "broken") return isGreeting ? "connected" : "error";
      if (status.warnings.length === 0 && status.feed !== "mute") return "healthy";
      return isGreeting ? "connected" : "warning";
  }
}

/** The `data` of a status_update. `isGreeting`: the first one of a connection. */
export function statusUpdate(
  status: EngineStatus,
  marketStatus: MarketStatus,
  text: EventText,
  isGreeting: boolean,
): StatusUpdate {
  const { avgResponseMs, feed } = status;
  return {
    status: statusWord(status, isGreeting),
    // A tape that has ended has delivered all there is: not a lost connection.
    connected: feed === "connected" || feed === "mute" || feed === "ended",
    provider: status.provider,
    market_status: marketStatus,
    timestamp: text.isoLocalMicros(nowEpochUs()),
    avg_response: Number.isFinite(avgResponseMs) ? avgResponseMs : 0,
  };
}

/** What makes a status_update worth sending before its time: everything but clock and mean. */
export function statusKey({ status, connected, provider, market_status }: StatusUpdate): string {
  return `${status} ${connected} ${provider} ${market_status}`;
}
