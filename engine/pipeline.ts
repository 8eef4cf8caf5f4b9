/**
 * Wires one detector worker: channels with their detectors, registered with a router.
 *
 * This is the expected flow as code: what is registered here is what the engine can route.
 */
import { KIND_BAR, KIND_FMV, KIND_TICK, readRecord, type SlotView, type SymbolTable } from "#codec";
import type { EngineConfig } from "#schemas";
import { Decisions, type ThreadTelemetry } from "#telemetry";
import { type ChannelParts, FmvChannel, OhlcvChannel, TickChannel } from "./channels/index.ts";
import {
  ActivityWheelWriter,
  Calendar,
  type CalendarName,
  createDetectors,
  type EventSink,
  EventWriter,
  SymbolStates,
} from "./detectors/index.ts";
import { loadChannel, loadDetector } from "./plugins.ts";
import { Router } from "./router/index.ts";

/** What a worker's pipeline stands on. */
export interface PipelineParts {
  config: Pick<EngineConfig, "detectors" | "channels" | "breaker" | "plugins">;
  calendar: CalendarName;
  symbols: SymbolTable;
  symbolStates: SharedArrayBuffer;
  activity: SharedArrayBuffer;
  sink: EventSink;
  telemetry: ThreadTelemetry;
  /** Where gates decide; absent where nothing is watched. */
  decisions?: Decisions;
}

/** A worker's pipeline. */
export interface Pipeline {
  router: Router;
  writer: EventWriter;
  /**
   * Registers the built-in channel of every kind that has none although the config wants it. Returns
   * the kinds; none in an engine that is wired as it should be.
   */
  registerMissing: () => number[];
}

/** Builds and starts the channels of one worker. Throws PLUGIN_… for a user's module that is not one. */
export async function buildPipeline(parts: PipelineParts): Promise<Pipeline> {
  const { config, symbols, telemetry } = parts;
  const { ledger, errors } = telemetry;
  const describe = (view: SlotView, slot: number) => JSON.stringify(readRecord(view, slot));
  const decisions = parts.decisions ?? new Decisions();
  const router = new Router(ledger, errors, describe, config.breaker, decisions);
  const writer = new EventWriter(parts.sink, symbols);
  const detectors = createDetectors(config.detectors);
  for (const entry of config.plugins.detectors) {
    detectors.push((await loadDetector(entry))({ name: entry.name }));
  }
  const states = new SymbolStates(parts.symbolStates);
  const activity = new ActivityWheelWriter(parts.activity);
  // Each channel has its own calendar: a calendar remembers where its last record lay.
  const channelParts = (): ChannelParts => ({
    states,
    calendar: new Calendar(parts.calendar),
    detectors,
    events: writer,
    ledger,
    errors,
    activity,
    symbols,
    decisions,
  });
  const { tick, ohlcv, fmv } = config.channels;
  if (tick.enabled) router.register(new TickChannel(channelParts()));
  else router.disable(KIND_TICK);
  if (ohlcv.enabled) router.register(new OhlcvChannel(channelParts()));
  else router.disable(KIND_BAR);
  if (fmv.enabled) router.register(new FmvChannel(channelParts()));
  else router.disable(KIND_FMV);
  for (const { name, kind, module } of config.plugins.channels) {
    const create = await loadChannel({ name, module });
    router.register(create({ ...channelParts(), name, kind }));
  }
  return { router, writer, registerMissing: () => registerMissing(router, channelParts) };
}

/** The remedy for a wiring that forgot a channel, while the engine runs. */
function registerMissing(router: Router, parts: () => ChannelParts): number[] {
  const builtIn = [TickChannel, OhlcvChannel, FmvChannel].map((Kind) => new Kind(parts()));
  const missing = builtIn.filter(({ kind }) => !router.knows(kind));
  for (const channel of missing) router.register(channel);
  return missing.map(({ kind }) => kind);
}
