/**
 * The engine's config as a type, and its defaults. schemas/config/engine-config.schema.json is the
 * contract (meanings, ranges, the same defaults); config.test.ts holds the two together. Loading
 * and merging of file, environment and flags is the engine's matter.
 */
/** A user's module that the config names. */
export interface PluginEntry {
  name: string;
  /** Path relative to the config file, or a package name. */
  module: string;
}

/** Every key with its value; units are in the names, meanings and ranges in the schema. */
export interface EngineConfig {
  source: string;
  speed: number | "max";
  once: boolean;
  seed: number;
  start: string | null;
  workers: number;
  host: string;
  port: number;
  cadenceMs: number;
  durationSeconds: number | null;
  recordPath: string | null;
  eventsPath: string | null;
  summaryPath: string | null;
  overrun: "gate" | "drop-oldest";
  calendar: "us-equities" | "continuous" | null;
  timeZone: string | null;
  symbolsMax: number;
  ringSlots: number;
  eventRingSlots: number;
  workerStallMs: number;
  drainMsMax: number;
  queue: { p0Max: number; p1Max: number; p2Max: number; p3Max: number; p4Max: number };
  feed: { frameBytesMax: number; muteMs: number };
  synthetic: {
    symbols: number;
    ticksPerSecond: number;
    preRollSeconds: number;
    url: string | null;
  };
  massive: {
    url: string;
    apiKeyEnv: string;
    channels: ("T" | "A" | "AM" | "FMV")[];
    symbols: string[];
  };
  binance: { url: string; streams: string[] };
  detectors: {
    highLow: {
      enabled: boolean;
      minPercent: number;
      minChange: number;
      cooldownSeconds: number;
      reversalWindowSeconds: number;
      extendedHoursMultiplier: number;
      openingMultiplier: number;
    };
    trend: { enabled: boolean };
    surge: { enabled: boolean };
  };
  channels: { tick: { enabled: boolean }; ohlcv: { enabled: boolean }; fmv: { enabled: boolean } };
  breaker: { failuresMax: number; openMs: number };
  server: {
    clientsMax: number;
    subscriptionSymbolsMax: number;
    messageBytesMax: number;
    bufferedBytesMax: number;
    slowClientCloseMs: number;
    historyRows: number;
    resumeFramesMax: number;
    resumeBytesMax: number;
    origins: string[];
  };
  /** The engine diagnoses itself while it runs. */
  watch: { enabled: boolean; everySeconds: number };
  telemetry: { enabled: boolean; traceEvery: number; otlpUrl: string | null };
  universes: { key: string; description?: string; symbols: string[] }[];
  settingsPath: string | null;
  log: { level: "debug" | "info" | "warning" | "error" | "off"; format: "text" | "json" };
  plugins: {
    /** Module that hands records on instead of the tick ring; null = the ring. */
    handOff: string | null;
    sources: PluginEntry[];
    channels: (PluginEntry & { kind: number })[];
    detectors: PluginEntry[];
  };
}

/** The defaults, a new object each time. */
export function defaultConfig(): EngineConfig {
  return {
    source: "synthetic",
    speed: 1,
    once: false,
    seed: 1,
    start: null,
    workers: 1,
    host: "127.0.0.1",
    port: 5000,
    cadenceMs: 1000,
    durationSeconds: null,
    recordPath: null,
    eventsPath: null,
    summaryPath: null,
    overrun: "gate",
    calendar: null,
    timeZone: null,
    symbolsMax: 65_536,
    ringSlots: 65_536,
    eventRingSlots: 8192,
    workerStallMs: 2000,
    drainMsMax: 10_000,
    queue: { p0Max: 1024, p1Max: 32_768, p2Max: 131_072, p3Max: 65_536, p4Max: 1024 },
    feed: { frameBytesMax: 16_777_216, muteMs: 30_000 },
    synthetic: { symbols: 600, ticksPerSecond: 1000, preRollSeconds: 600, url: null },
    massive: {
      url: "wss://socket.massive.com/stocks",
      apiKeyEnv: "MASSIVE_API_KEY",
      channels: ["T", "A", "AM", "FMV"],
      symbols: ["*"],
    },
    binance: {
      url: "wss://data-stream.binance.vision",
      streams: ["btcusdt@aggTrade", "btcusdt@kline_1m", "ethusdt@aggTrade", "ethusdt@kline_1m"],
    },
    detectors: {
      highLow: {
        enabled: true,
        minPercent: 0.1,
        minChange: 0.01,
        cooldownSeconds: 1,
        reversalWindowSeconds: 300,
        extendedHoursMultiplier: 2,
        openingMultiplier: 1.5,
      },
      trend: { enabled: true },
      surge: { enabled: true },
    },
    channels: { tick: { enabled: true }, ohlcv: { enabled: true }, fmv: { enabled: true } },
    breaker: { failuresMax: 10, openMs: 60_000 },
    server: {
      clientsMax: 1000,
      subscriptionSymbolsMax: 10_000,
      messageBytesMax: 65_536,
      bufferedBytesMax: 1_048_576,
      slowClientCloseMs: 10_000,
      historyRows: 100,
      resumeFramesMax: 600,
      resumeBytesMax: 16_777_216,
      origins: [],
    },
    watch: { enabled: false, everySeconds: 20 },
    telemetry: { enabled: true, traceEvery: 1024, otlpUrl: null },
    universes: [],
    settingsPath: null,
    log: { level: "warning", format: "text" },
    plugins: { handOff: null, sources: [], channels: [], detectors: [] },
  };
}
