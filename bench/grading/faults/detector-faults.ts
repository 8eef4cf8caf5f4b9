/** Faults between the tick ring and the event rings, as edits of the source. */
import { becomes, leavesOut } from "./changes.ts";
import { edited } from "./edited.ts";
import type { Fault } from "./fault.ts";
import { callStatement, condition, type Finder, guard, made, named, returned } from "./places.ts";

/** `if (!isHighDue && !isLowDue) return;`, and not the guard of the cooldown that names both, too. */
const NOTHING_DUE: Finder = (place) => {
  return guard("isHighDue", "isLowDue")(place) && !guard("sinceUs")(place);
};

export const DETECTOR_FAULTS: readonly Fault[] = [
  {
    ...edited(
      "F02",
      "the router's breaker opens and rejects everything",
      "no tick channel was registered at start-up",
      "route",
      {
        in: "enabledChannels",
        change: becomes(returned("enabled"), (names) => `${names}.slice(1)`),
      },
    ),
    remedies: ["register-channels"],
  },
  edited(
    "F04",
    "every tick errors in its channel",
    "the channel reads another field than the one that was written",
    "channel",
    {
      in: "TickChannel.handle",
      change: becomes(named("TICK_PRICE_F64"), () => "TICK_OFFICIAL_OPEN_F64"),
    },
  ),
  edited(
    "F06",
    "detectors find events, and no client gets them",
    "the result is counted and not handed on",
    "detect",
    { in: "EventWriter.close", change: leavesOut(callStatement("commit")) },
  ),
  edited(
    "F07",
    "quiet ticks count as failures, and breakers open in a calm market",
    "success requires events",
    "channel",
    {
      in: "TickChannel.handle",
      change: becomes(returned("OUTCOME_OK"), (ok) => {
        return `this.parts.events.events > 0 ? ${ok} : this.#refuse(view, slot, 0)`;
      }),
    },
  ),
  edited(
    "F09",
    "ticks flow, no event, no error",
    "a placeholder stands where the detector should",
    "detect",
    {
      in: "createDetectors",
      change: becomes(made("HighLowDetector"), (detector) => {
        return `{ name: ${detector}.name, onTick: () => undefined }`;
      }),
    },
  ),
  edited("F16", "events without a cause", "the test of the threshold is skipped", "detect", {
    in: "HighLowDetector.onTick",
    change: leavesOut(NOTHING_DUE),
  }),
  edited("F20", "a healthy worker takes nothing", "its loop never drains the ring", "route", {
    in: "DetectorLoop.run",
    change: becomes(condition("count"), () => "false"),
  }),
  edited("F22", "filtered records are shown as failures", "one outcome for both", "channel", {
    in: "TickChannel.handle",
    change: becomes(returned("outcomeFiltered"), () => "this.#refuse(view, slot, 0)"),
  }),
  edited("F23", "totals are zero while events flow", "the path skips the counter", "detect", {
    in: "DetectorStage.run",
    change: leavesOut(callStatement("produce")),
  }),
  edited(
    "N12",
    "fewer events at a higher replay speed",
    "the cooldown goes by the wall clock",
    "detect",
    {
      in: "sinceEmissionUs",
      change: becomes(returned("AT_EMISSION_EPOCH_US"), (since) => {
        return `Date.now() * 1000 - epochUs + (${since})`;
      }),
    },
  ),
];
