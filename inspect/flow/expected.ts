/**
 * The flow that should be there: what every stage is declared to do, laid out for one config. Channels
 * stand as nodes of their own between route and detect, one per kind of record.
 */
import { KIND_BAR, KIND_FMV, KIND_TICK } from "#codec";
import { STAGES, type Stage, threadName } from "#engine/telemetry";
import { type EngineConfig, ERROR_CODES, type ErrorCode, errorInfo } from "#schemas";
import { STAGE_DECLARATIONS, type ThreadRole, type Transformation } from "./declaration.ts";

/** A stage, or one channel of the channel stage. */
export interface ExpectedNode extends Transformation {
  /** `decode`, or `channel:tick`. */
  id: string;
  kind: "stage" | "channel";
  stage: Stage;
  /** Names as in /api/status: main, ingest, detector-0. */
  threads: readonly string[];
  filterReasons: readonly string[];
  dropReasons: readonly string[];
  errorCodes: readonly string[];
  /** False when the config switches it off. */
  isEnabled: boolean;
}

export interface ExpectedEdge {
  /** `route -> channel:tick` */
  id: string;
  from: string;
  to: string;
  unit: Transformation["makes"];
  /** How often each record is offered: once per detector thread into the ring, else once. */
  copies: number;
  isEnabled: boolean;
}

/** A kind of record, the channel that takes it, and whether the source brings it. */
export interface ExpectedKind {
  kind: number;
  name: string;
  /** Id of the channel's node. */
  channel: string;
  isEnabled: boolean;
  /** `always`: its absence is a fault. `perhaps`: it depends on feed or file. */
  comes: "always" | "perhaps" | "never";
}

export interface ExpectedFlow {
  source: string;
  /** The source trades without a pause while its market is open: silence is a fault. */
  isSteady: boolean;
  detectors: readonly string[];
  kinds: readonly ExpectedKind[];
  nodes: readonly ExpectedNode[];
  edges: readonly ExpectedEdge[];
}

/** The id of an edge. */
export function edgeId(from: string, to: string): string {
  return `${from} -> ${to}`;
}

/** After so long a pre-roll, seconds, every symbol has had its bars and its fair value. */
const FULL_PREROLL_SECONDS = 120;
/** A market with so many trades a second does not pause for seconds. */
const STEADY_TICKS_PER_SECOND = 100;

/** The expected flow of an engine with this config. */
export function expectedFlow(config: EngineConfig): ExpectedFlow {
  const kinds = kindsOf(config);
  const threads = (roles: readonly ThreadRole[]) => roles.flatMap((role) => names(role, config));
  const stages = STAGES.map((stage): ExpectedNode => {
    const declared = STAGE_DECLARATIONS[stage];
    return {
      ...declared,
      id: stage,
      kind: "stage",
      stage,
      threads: threads(declared.threads),
      errorCodes: [...declared.errorCodes, ...codesOfPlugins(stage, config)],
      isEnabled: true,
    };
  });
  const channel = stages[STAGES.indexOf("channel")]!;
  const channels = kinds.map((kind): ExpectedNode => {
    const does = `receives records of kind ${kind.kind} (${kind.name}): ${channel.does}`;
    return { ...channel, id: kind.channel, kind: "channel", does, isEnabled: kind.isEnabled };
  });
  return {
    source: config.source,
    isSteady: isOurMarket(config) && config.synthetic.ticksPerSecond >= STEADY_TICKS_PER_SECOND,
    detectors: detectorsOf(config),
    kinds,
    nodes: [...stages, ...channels],
    edges: [...stageEdges(stages, config.workers), ...channelEdges(kinds)],
  };
}

function stageEdges(stages: readonly ExpectedNode[], workers: number): ExpectedEdge[] {
  return stages.slice(1).map((to, index) => {
    const from = stages[index]!;
    const copies = to.stage === "ring" ? workers : 1;
    const id = edgeId(from.id, to.id);
    return { id, from: from.id, to: to.id, unit: from.makes, copies, isEnabled: true };
  });
}

function channelEdges(kinds: readonly ExpectedKind[]): ExpectedEdge[] {
  return kinds.flatMap(({ channel, isEnabled }) => {
    const edge = (from: string, to: string): ExpectedEdge => {
      return { id: edgeId(from, to), from, to, unit: "records", copies: 1, isEnabled };
    };
    return [edge("route", channel), edge(channel, "detect")];
  });
}

function names(role: ThreadRole, { workers }: EngineConfig): string[] {
  if (role === "main") return [threadName(0)];
  if (role === "ingest") return [threadName(1)];
  return Array.from({ length: workers }, (_, index) => threadName(2 + index));
}

function detectorsOf({ detectors, plugins }: EngineConfig): string[] {
  const builtIn = Object.entries(detectors).filter(([, { enabled }]) => enabled);
  return [...builtIn.map(([name]) => name), ...plugins.detectors.map(({ name }) => name)];
}

function kindsOf(config: EngineConfig): ExpectedKind[] {
  const { tick, ohlcv, fmv } = config.channels;
  const comes = (kind: number) => whetherItComes(kind, config);
  const one = (kind: number, name: string, channel: string, isEnabled: boolean): ExpectedKind => {
    return { kind, name, channel: `channel:${channel}`, isEnabled, comes: comes(kind) };
  };
  return [
    one(KIND_TICK, "tick", "tick", tick.enabled),
    one(KIND_BAR, "bar", "ohlcv", ohlcv.enabled),
    one(KIND_FMV, "fmv", "fmv", fmv.enabled),
    ...config.plugins.channels.map(({ name, kind }) => one(kind, name, name, true)),
  ];
}

/** The simulated market of this engine's own, which begins in regular hours of a trading day. */
function isOurMarket({ source, synthetic, start, speed }: EngineConfig): boolean {
  const isNotSlow = speed === "max" || speed >= 1;
  return source === "synthetic" && synthetic.url === null && start === null && isNotSlow;
}

/** What a source brings, as far as the config says. */
function whetherItComes(kind: number, config: EngineConfig): ExpectedKind["comes"] {
  const { source, synthetic, massive, binance } = config;
  const isBuiltIn = kind === KIND_TICK || kind === KIND_BAR || kind === KIND_FMV;
  if (source === "synthetic") {
    if (!isBuiltIn) return "never";
    const hasAll = isOurMarket(config) && synthetic.preRollSeconds >= FULL_PREROLL_SECONDS;
    return hasAll ? "always" : "perhaps";
  }
  if (source === "massive") {
    const channels = { [KIND_TICK]: ["T"], [KIND_BAR]: ["A", "AM"], [KIND_FMV]: ["FMV"] }[kind];
    const isAsked = massive.channels.some((name) => channels?.includes(name) === true);
    return isAsked ? "perhaps" : "never";
  }
  if (source === "binance") {
    const pattern = { [KIND_TICK]: /@(agg)?trade/i, [KIND_BAR]: /@kline/i }[kind];
    const isAsked = binance.streams.some((stream) => pattern?.test(stream) === true);
    return isAsked ? "perhaps" : "never";
  }
  return "perhaps"; // a tape, a CSV file or a user's own source may hold any kind
}

/** A user's own source or channel may refuse what comes in by any code for bad input. */
function codesOfPlugins(stage: Stage, { plugins }: EngineConfig): ErrorCode[] {
  const hasPlugin = stage === "channel" ? plugins.channels.length > 0 : plugins.sources.length > 0;
  if (!hasPlugin || !["decode", "normalise", "channel"].includes(stage)) return [];
  return ERROR_CODES.filter((code) => errorInfo(code).category === "input");
}
