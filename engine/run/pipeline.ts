/**
 * Wires one detector worker: channels with their detectors, registered with a router.
 *
 * This is the expected flow as code: what is registered here is what the engine can route.
 */
import {
  KIND_BAR,
  KIND_FMV,
  KIND_TICK,
  readRecord,
  type Slot,
  type SlotView,
  type SymbolTable,
} from "#codec";
import {
  ActivityWheelWriter,
  Calendar,
  type CalendarName,
  type Channel,
  type ChannelParts,
  createDetectors,
  type EventSink,
  EventWriter,
  FmvChannel,
  OhlcvChannel,
  Router,
  SymbolStates,
  TickChannel,
} from "#engine/detect";
import { Decisions, type ThreadTelemetry } from "#engine/telemetry";
import type { EngineConfig } from "#schemas";
import { loadChannel, loadDetector } from "./plugins.ts";

/** The name of a built-in channel, as the config has it. */
export type ChannelName = keyof EngineConfig["channels"];

interface BuiltIn {
  /** Of the records that it takes. */
  kind: number;
  Channel: new (parts: ChannelParts) => Channel;
}

const BUILT_IN: Record<ChannelName, BuiltIn> = {
  tick: { kind: KIND_TICK, Channel: TickChannel },
  ohlcv: { kind: KIND_BAR, Channel: OhlcvChannel },
  fmv: { kind: KIND_FMV, Channel: FmvChannel },
};

/** Names of all built-in channels. */
export const CHANNEL_NAMES: readonly ChannelName[] = Object.keys(BUILT_IN) as ChannelName[];

/** The built-in channels that the config enables. */
export function enabledChannels(channels: EngineConfig["channels"]): ChannelName[] {
  return CHANNEL_NAMES.filter((name) => channels[name].enabled);
}

/** What a worker's pipeline stands on. */
export interface PipelineParts {
  config: Pick<EngineConfig, "detectors" | "channels" | "breaker" | "plugins">;
  /** Built-in channels to register; absent: those that the config enables. */
  channels?: readonly ChannelName[];
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
}

/** Builds and starts the channels of one worker. Throws PLUGIN_… for a user's module that is not one. */
export async function buildPipeline(parts: PipelineParts): Promise<Pipeline> {
  const { config, symbols, telemetry } = parts;
  const { ledger, errors } = telemetry;
  const describe = (view: SlotView, slot: Slot) => JSON.stringify(readRecord(view, slot));
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
  const registered = parts.channels ?? enabledChannels(config.channels);
  for (const name of CHANNEL_NAMES) {
    const { kind, Channel } = BUILT_IN[name];
    if (registered.includes(name)) router.register(new Channel(channelParts()));
    else if (!config.channels[name].enabled) router.disable(kind);
  }
  for (const { name, kind, module } of config.plugins.channels) {
    const create = await loadChannel({ name, module });
    router.register(create({ ...channelParts(), name, kind }));
  }
  return { router, writer };
}
