/** Faults between the tick ring and the event rings, as replaced pieces of modules. */
import type { Fault } from "./fault.ts";
import { replaced } from "./replaced.ts";

const PIPELINE = "engine/pipeline.ts";
const TICK_CHANNEL = "engine/channels/tick-channel.ts";
const DETECTOR_STAGE = "engine/channels/detector-stage.ts";
const EVENT_WRITER = "engine/detectors/event-writer.ts";
const BUILT_IN = "engine/detectors/built-in.ts";
const HIGH_LOW = "engine/detectors/high-low.ts";
const LOOP = "engine/threads/detector-loop.ts";

export const DETECTOR_FAULTS: readonly Fault[] = [
  {
    ...replaced(
      "F02",
      "the router's breaker opens and rejects everything",
      "no tick channel was registered at start-up",
      "route",
      {
        file: PIPELINE,
        find: `  if (tick.enabled) router.register(new TickChannel(channelParts()));
  else router.disable(KIND_TICK);
`,
        put: "",
      },
    ),
    remedies: ["register-channels"],
  },
  replaced(
    "F04",
    "every tick errors in its channel",
    "the channel reads another field than the one that was written",
    "channel",
    {
      file: TICK_CHANNEL,
      find: "    const price = view.f64[f + TICK_PRICE_F64]!;",
      put: "    const price = view.f64[f + TICK_OFFICIAL_OPEN_F64]! - 1;",
    },
  ),
  replaced(
    "F06",
    "detectors find events, and nobody gets them",
    "the result is counted and not handed on",
    "detect",
    {
      file: EVENT_WRITER,
      find: "    this.#sink.commit();\n    this.#events += 1;",
      put: "    this.#events += 1;",
    },
  ),
  replaced(
    "F07",
    "quiet ticks count as failures, and breakers open in a calm market",
    "success requires events",
    "channel",
    {
      file: TICK_CHANNEL,
      find: "    this.#stage.run(context);\n    return OUTCOME_OK;",
      put: `    this.#stage.run(context);
    return this.parts.events.events > 0 ? OUTCOME_OK : this.#refuse(view, slot, 0);`,
    },
  ),
  replaced(
    "F09",
    "ticks flow, no event, no error",
    "a placeholder stands where the detector should",
    "detect",
    {
      file: BUILT_IN,
      find: "detectors.push(new HighLowDetector(settings.highLow));",
      put: "detectors.push({ name: new HighLowDetector(settings.highLow).name, onTick: () => undefined });",
    },
  ),
  replaced("F16", "events without a cause", "the test of the threshold is passed by", "detect", {
    file: HIGH_LOW,
    find: "    if (!isHighDue && !isLowDue) return;\n",
    put: "",
  }),
  replaced("F20", "a healthy worker takes nothing", "its loop never drains the ring", "route", {
    file: LOOP,
    find: "      if (count > 0) {",
    put: "      if (count > 1_000_000_000) {",
  }),
  replaced("F22", "filtered records are shown as failures", "one outcome for both", "channel", {
    file: TICK_CHANNEL,
    find: "      return outcomeFiltered(verdict);",
    put: "      return this.#refuse(view, slot, 0);",
  }),
  replaced("F23", "totals are zero while events flow", "the path skips the counter", "detect", {
    file: DETECTOR_STAGE,
    find: "    this.#ledger.produce(STAGE_DETECT, made);\n",
    put: "",
  }),
  replaced(
    "N12",
    "fewer events at a higher replay speed",
    "the cooldown goes by the wall clock",
    "detect",
    {
      file: HIGH_LOW,
      find: "  return epochUs - state[at + row.AT_EMISSION_EPOCH_US];",
      put: "  return Date.now() * 1000 - state[at + row.AT_EMISSION_EPOCH_US];",
    },
  ),
];
