/**
 * Known answers of pipeline.ts: which channels and detectors a config gives a worker, and that records
 * of each kind find theirs.
 */
import {
  asEpochUs,
  asSlot,
  asSymbolId,
  EVENT_BYTES,
  KIND_BAR,
  KIND_FMV,
  KIND_TICK,
  privateSlots,
  RECORD_BYTES,
  SymbolTableWriter,
  symbolTableBytes,
  writeBar,
  writeTick,
} from "#codec";
import { activityWheelBytes, type CalendarName, symbolStateBytes } from "#engine/detect";
import { ThreadTelemetry } from "#engine/telemetry";
import { defaultConfig, type EngineConfig, type Observe } from "#schemas";
import { writeFmv } from "../../codec/layout/fmv-fixture.ts";
import { countedRows, failureOf, moduleOf } from "../testing/cases-fixture.ts";
import { buildPipeline, CHANNEL_NAMES, enabledChannels, type PipelineParts } from "./pipeline.ts";

/** 2025-07-29 10:00:00 in New York. */
const TEN_O_CLOCK_US = 1_753_797_600e6;
const SYMBOLS_MAX = 64;
const MODULE = moduleOf(`
  export const createDetector = ({ name }) => ({ name, onTick() { throw new Error("seen by " + name); } });
  export const createChannel = ({ name, kind, calendar, detectors }) => ({
    name, kind, lastDetectFailed: false, start() {},
    handle: () => 0x100 + (calendar.name === "continuous" ? 1 : 0) + detectors.length,
  });
`);

type PipelineConfig = Pick<EngineConfig, "detectors" | "channels" | "breaker" | "plugins">;

async function newRig(
  changes: Partial<PipelineConfig>,
  calendar: CalendarName = "us-equities",
  registered: Pick<PipelineParts, "channels"> = {},
) {
  const telemetry = ThreadTelemetry.detached();
  const symbols = new SymbolTableWriter(new SharedArrayBuffer(symbolTableBytes(SYMBOLS_MAX)));
  symbols.intern("A");
  let events = 0;
  const { router, writer } = await buildPipeline({
    config: { ...defaultConfig(), ...changes },
    ...registered,
    calendar,
    symbols,
    symbolStates: new SharedArrayBuffer(symbolStateBytes(SYMBOLS_MAX)),
    activity: new SharedArrayBuffer(activityWheelBytes),
    sink: {
      view: privateSlots(16, EVENT_BYTES),
      claim: () => asSlot(events),
      commit: () => {
        events += 1;
      },
    },
    telemetry,
  });
  const view = privateSlots(1, RECORD_BYTES);
  return { telemetry, router, writer, view, events: () => events };
}

type Rig = Awaited<ReturnType<typeof newRig>>;

/** Routes one record of each built-in kind, one of kind 16, and a tick that makes a new high. */
function routeAll({ router, view }: Rig): void {
  const at = asEpochUs(TEN_O_CLOCK_US);
  writeTick(view, asSlot(0), {
    symbolId: asSymbolId(1),
    recordSeq: 0,
    exchangeEpochUs: at,
    receivedEpochUs: at,
    isEligible: true,
    price: 10,
    size: 100,
  });
  router.route(view, asSlot(0));
  writeBar(view, asSlot(0), {
    symbolId: asSymbolId(1),
    recordSeq: 1,
    startEpochUs: at,
    endEpochUs: asEpochUs(at + 1e6),
    receivedEpochUs: at,
    isMinute: false,
    open: 10,
    high: 11,
    low: 9,
    close: 10,
    volume: 500,
    windowVwap: 10,
    dayVwap: 10,
  });
  router.route(view, asSlot(0));
  writeFmv(view, 0, 1, 2, at + 1e6, at, 10);
  router.route(view, asSlot(0));
  view.u8[0] = 16;
  router.route(view, asSlot(0));
  writeTick(view, asSlot(0), {
    symbolId: asSymbolId(1),
    recordSeq: 3,
    exchangeEpochUs: asEpochUs(at + 20e6),
    receivedEpochUs: at,
    isEligible: true,
    price: 12,
    size: 100,
  });
  router.route(view, asSlot(0));
}

export default async function run(observe: Observe): Promise<void> {
  const { channels } = defaultConfig();
  observe(enabledChannels, "by default", enabledChannels(channels), ["tick", "ohlcv", "fmv"]);
  const withoutTick = { ...channels, tick: { enabled: false } };
  observe(enabledChannels, "without tick", enabledChannels(withoutTick), ["ohlcv", "fmv"]);
  const rig = await newRig({});
  observe(buildPipeline, "channels", rig.router.health());
  routeAll(rig);
  observe(buildPipeline, "a record of each kind", countedRows(rig.telemetry.ledger));
  const described = rig.telemetry.errors.entries().map(({ code, sample }) => [code, sample]);
  observe(buildPipeline, "how a record is described", described);
  observe(buildPipeline, "events", rig.events(), 2);
  observe(
    buildPipeline,
    "the writer is theirs",
    [rig.writer.events, rig.writer.u8.length],
    [1, 3072],
  );
  await observeChoices(observe);
  await observePlugins(observe);
}

async function observeChoices(observe: Observe): Promise<void> {
  const { channels, detectors } = defaultConfig();
  for (const [name, kind] of [
    ["tick", KIND_TICK],
    ["ohlcv", KIND_BAR],
    ["fmv", KIND_FMV],
  ] as const) {
    const rig = await newRig({ channels: { ...channels, [name]: { enabled: false } } });
    routeAll(rig);
    observe(
      buildPipeline,
      `without ${name}, kinds`,
      rig.router.health().map((row) => row.kind),
    );
    observe(buildPipeline, `without kind ${kind}`, countedRows(rig.telemetry.ledger));
  }
  const off = { enabled: false };
  const withoutTick = { channels: { ...channels, tick: off } };
  const all = await newRig(withoutTick, "us-equities", { channels: CHANNEL_NAMES });
  routeAll(all);
  observe(buildPipeline, "a channel that the config disables, registered", all.router.health());
  const none = await newRig({}, "us-equities", { channels: [] });
  routeAll(none);
  observe(buildPipeline, "enabled channels, not registered", countedRows(none.telemetry.ledger), {
    route: { dropped: {}, errored: { ROUTE_MISSING: 5 }, filtered: {}, in: 5, out: 0, produced: 0 },
  });
  const quiet = await newRig({
    detectors: { highLow: { ...detectors.highLow, ...off }, trend: off, surge: off },
  });
  routeAll(quiet);
  observe(buildPipeline, "without detectors", [
    quiet.events(),
    countedRows(quiet.telemetry.ledger),
  ]);
  const strict = await newRig({ breaker: { failuresMax: 1, openMs: 60_000 } });
  routeAll(strict);
  observe(buildPipeline, "breaker settings", strict.router.health());
}

async function observePlugins(observe: Observe): Promise<void> {
  const { plugins } = defaultConfig();
  const detector = { name: "my-detector", module: MODULE };
  const channel = { name: "my-channel", kind: 16, module: MODULE };
  const detecting = await newRig({ plugins: { ...plugins, detectors: [detector] } });
  routeAll(detecting);
  const messages = detecting.telemetry.errors.entries().map(({ message }) => message);
  observe(buildPipeline, "a detector of a user", messages, [
    "detector my-detector threw: seen by my-detector",
    "no channel is registered for kind=16",
  ]);
  for (const calendar of ["us-equities", "continuous"] as const) {
    const rig = await newRig({ plugins: { ...plugins, channels: [channel] } }, calendar);
    routeAll(rig);
    observe(buildPipeline, `a channel of a user, ${calendar}`, [
      rig.router.health(),
      countedRows(rig.telemetry.ledger),
    ]);
  }
  const broken = { ...channel, module: "data:text/javascript,export const a = 1;" };
  const failure = await failureOf(() => newRig({ plugins: { ...plugins, channels: [broken] } }));
  observe(
    buildPipeline,
    "a module that is none",
    failure,
    'PLUGIN_INVALID: channel "my-channel" must export createChannel(), was: exports a',
  );
}
