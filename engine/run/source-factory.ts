/** The source that the config names. Ingest thread. */
import { readTapeHeader } from "#codec";
import type { CalendarName } from "#engine/detect";
import {
  BinanceClient,
  CsvSource,
  END_OF_SESSION,
  MassiveClient,
  type Source,
  SYNTHETIC_API_KEY,
  TapeSource,
  usEquitiesHours,
} from "#engine/ingest";
import { type EngineConfig, TickscopeError } from "#schemas";
import { loadSource } from "./plugins.ts";

/** Market seconds per second of the source; 0 for as fast as possible. */
export function speedOf(config: EngineConfig): number {
  const isPaced = !/^(massive|binance)$/.test(config.source);
  if (!isPaced) return 1;
  return config.speed === "max" ? 0 : config.speed;
}

/** The calendar that is in force: the config's, else a tape's own, else that of the source's market. */
export function calendarName(config: EngineConfig): CalendarName {
  if (config.calendar !== null) return config.calendar;
  const tape = config.source.match(/^tape:(.*)$/)?.[1];
  if (tape !== undefined)
    return readTapeHeader(tape).calendar === "continuous" ? "continuous" : "us-equities";
  return config.source === "binance" ? "continuous" : "us-equities";
}

/** Makes the source. Throws SOURCE_UNKNOWN, SOURCE_AUTH_FAILED (no key), TAPE_… or PLUGIN_…. */
export async function createSource(
  config: EngineConfig,
  syntheticUrl: string | null,
): Promise<Source> {
  const { source, feed } = config;
  const [scheme, path] = source.split(/:(.*)/s) as [string, string | undefined];
  const plugin = config.plugins.sources.find(({ name }) => name === source);
  if (plugin !== undefined) return (await loadSource(plugin))({ name: source });
  if (scheme === "tape" && path) return new TapeSource({ path, speed: config.speed });
  if (scheme === "csv" && path) return new CsvSource({ path, speed: config.speed });
  if (source === "synthetic" && syntheticUrl !== null) return synthetic(config, syntheticUrl);
  if (source === "massive") return massive(config);
  if (source === "binance") return new BinanceClient({ ...config.binance, ...feed });
  const names = config.plugins.sources.map(({ name }) => name);
  const known = ["synthetic", "tape:PATH", "csv:PATH", "massive", "binance", ...names].join(", ");
  throw new TickscopeError("SOURCE_UNKNOWN", `source=${source} is not one of: ${known}`);
}

/** The synthetic feed through the very client that the live feed uses. */
function synthetic(config: EngineConfig, url: string): Source {
  return new MassiveClient({
    name: "synthetic",
    provider: "Test",
    url,
    apiKey: SYNTHETIC_API_KEY,
    channels: ["T", "A", "AM", "FMV"],
    symbols: ["*"],
    ...config.feed,
    endOnStatus: END_OF_SESSION,
    // The simulated market has its own clock, and trades at any hour of ours.
    isMarketOpen: () => true,
  });
}

function massive(config: EngineConfig): Source {
  const { apiKeyEnv, url, channels, symbols } = config.massive;
  const apiKey = process.env[apiKeyEnv] ?? "";
  const keyHint = `set the environment variable ${apiKeyEnv} (massive.apiKeyEnv)`;
  if (apiKey === "") throw new TickscopeError("SOURCE_AUTH_FAILED", `no key: ${keyHint}`);
  return new MassiveClient({
    name: "massive",
    provider: "Production",
    url,
    apiKey,
    channels,
    symbols,
    ...config.feed,
    keyHint,
    isMarketOpen: usEquitiesHours(),
  });
}
