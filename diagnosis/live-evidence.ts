/**
 * What a living engine shows from outside: its ledger twice, its errors, its workers, and the frames
 * that a real client receives. Only reads; the engine does not know that it is being looked at.
 */
import { type EngineStatus, FLAT_SYMBOL, type LedgerSnapshot, type MarketClock } from "#engine";
import type { LatencySummary } from "#engine/telemetry";
import type { FlowReadings, RouteReading, TraceReading } from "#inspect/flow";
import { createValidator, defaultConfig, type EngineConfig } from "#schemas";
import { type CountedViolation, countViolation } from "./counted-violation.ts";
import type { LoggedError } from "./error-catalogue.ts";

/** Lists of a stock_data frame by path. */
const LISTS = ["highs", "lows", "trending.up", "trending.down", "surging.up", "surging.down"];

/** An engine that takes longer to answer an HTTP request does not answer. */
const ANSWER_MS_MAX = 10_000;
/** Longest wait for the last list to get a row. */
const PATIENCE_MS = 8_000;

/** What a client saw on /ws. */
export interface FrameEvidence {
  messages: number;
  frames: number;
  /** Messages that keep the contract to the letter. */
  compliant: number;
  /** Messages that do so, or differ only in what lenient mode lets pass. */
  compliantLenient: number;
  /** Rows per list. */
  rows: Record<string, number>;
  /** Rows of the simulated market's flat symbol, of which nothing can ever be said. */
  flatRows: number;
  /** Violations of the letter. */
  violations: CountedViolation[];
  /** Those of them that lenient mode lets pass. */
  deviations: CountedViolation[];
}

/** How a client stands, as /api/status tells. */
export interface ClientEvidence {
  id: number;
  endpoint: string;
  remoteAddress: string;
  bufferedBytes: number;
  isBackedUp: boolean;
  conflated: number;
  pending: number;
}

/** Everything that was seen. */
export interface LiveEvidence {
  url: string;
  /** False for a part of the engine's life: then not every list must have had a row. */
  isWhole: boolean;
  /** When the watch began. */
  sinceEpochMs: number;
  status: EngineStatus;
  clients: ClientEvidence[];
  before: LedgerSnapshot;
  after: LedgerSnapshot;
  /** After an orderly end; null when the engine was only visited. */
  final: LedgerSnapshot | null;
  /** How the engine's process ended; null when it was only visited. */
  exit: { exitCode: number; stderr: string } | null;
  errors: LoggedError[];
  errorsShed: number;
  /** The engine's effective config; its defaults when it does not tell. */
  config: EngineConfig;
  /** What the flow map is made from; the window is that of `before` and `after`. */
  flow: FlowReadings;
  frames: FrameEvidence;
}

/** A client that validates what it gets. */
class WatchingClient {
  readonly evidence: FrameEvidence = {
    messages: 0,
    frames: 0,
    compliant: 0,
    compliantLenient: 0,
    rows: Object.fromEntries(LISTS.map((list) => [list, 0])),
    flatRows: 0,
    violations: [],
    deviations: [],
  };
  readonly #strict = createValidator({ mode: "strict" });
  readonly #lenient = createValidator({ mode: "lenient" });
  readonly #socket: WebSocket;

  constructor(url: string) {
    this.#socket = new WebSocket(`${url.replace(/^http/, "ws")}/ws`);
    this.#socket.onmessage = ({ data }) => this.#take(String(data));
  }

  close(): void {
    this.#socket.close();
  }

  /**
   * Waits until every list has had a row, at most `patienceMs`: on a busy machine the market's first ten
   * minutes take longer, and a list that is still empty is then no fault.
   */
  async completed(patienceMs: number): Promise<void> {
    const lateMs = performance.now() + patienceMs;
    const isComplete = () => Object.values(this.evidence.rows).every((rows) => rows > 0);
    while (!isComplete() && performance.now() < lateMs) await Bun.sleep(50);
  }

  #take(text: string): void {
    const { evidence } = this;
    const { compliant, violations } = this.#strict.validateMessage(text);
    evidence.messages += 1;
    if (compliant) evidence.compliant += 1;
    // What keeps the letter keeps the lenient contract too, and most messages do.
    const lenient = compliant ? null : this.#lenient.validateMessage(text);
    if (lenient?.compliant !== false) evidence.compliantLenient += 1;
    for (const each of violations) countViolation(evidence.violations, each);
    for (const each of lenient?.deviations ?? []) countViolation(evidence.deviations, each);
    this.#countRows(text);
  }

  #countRows(text: string): void {
    const { evidence } = this;
    const message = parsed(text);
    if (message?.event !== "stock_data") return;
    evidence.frames += 1;
    for (const list of LISTS) {
      const rows = list.split(".").reduce<unknown>((at, key) => memberOf(at, key), message.data);
      if (!Array.isArray(rows)) continue;
      evidence.rows[list]! += rows.length;
      evidence.flatRows += rows.filter((row) => memberOf(row, "ticker") === FLAT_SYMBOL).length;
    }
  }
}

/** A text that is no JSON is a violation, which the validator has noted; it has no rows. */
function parsed(text: string): { event?: unknown; data?: unknown } | null {
  try {
    return JSON.parse(text) as { event?: unknown; data?: unknown } | null;
  } catch {
    return null;
  }
}

function memberOf(value: unknown, key: string): unknown {
  return (value as Record<string, unknown> | null | undefined)?.[key];
}

async function get<T>(url: string): Promise<T> {
  const response = await fetch(url, { signal: AbortSignal.timeout(ANSWER_MS_MAX) });
  if (response.ok) return (await response.json()) as T;
  throw new Error(`GET ${new URL(url).pathname}: HTTP ${response.status}: ${await errorText(url)}`);
}

/** What the engine's error log says, newest last: an answer that failed is written there. */
async function errorText(url: string): Promise<string> {
  try {
    const response = await fetch(new URL("/api/errors", url), {
      signal: AbortSignal.timeout(ANSWER_MS_MAX),
    });
    const { errors } = (await response.json()) as { errors: LoggedError[] };
    const last = errors.at(-1);
    return last === undefined ? "no error logged" : `${last.code}: ${last.message}\n${last.stack}`;
  } catch (error) {
    return `no error log either (${(error as Error).message})`;
  }
}

/** JSON of an endpoint that an engine may not have; `fallback` then. */
async function getIfThere<T>(url: string, fallback: T): Promise<T> {
  const response = await fetch(url, { signal: AbortSignal.timeout(ANSWER_MS_MAX) });
  return response.ok ? ((await response.json()) as T) : fallback;
}

/** One look: the ledger and, where the engine tells, its routes. */
async function look(url: string): Promise<FlowReadings["before"]> {
  const ledger = await get<LedgerSnapshot>(`${url}/api/ledger`);
  const answer = await getIfThere<{ routes: RouteReading[] | null }>(`${url}/api/routes`, {
    routes: null,
  });
  return { ledger, routes: answer.routes };
}

/** The part of /api/status that counts here. */
interface StatusAnswer {
  engine: EngineStatus;
  market: MarketClock;
  clients: ClientEvidence[];
}

/** What the map needs besides two looks. */
async function flowReadings(
  url: string,
  before: FlowReadings["before"],
  after: FlowReadings["after"],
  { engine, market }: StatusAnswer,
): Promise<FlowReadings> {
  const { latency } = await getIfThere<{ latency: Record<string, LatencySummary> }>(
    `${url}/api/latency`,
    { latency: {} },
  );
  const { threads } = await getIfThere<{ threads: TraceReading[] }>(`${url}/api/traces`, {
    threads: [],
  });
  const { workers, feed } = engine;
  const { marketStatus } = market;
  return { before, after, latency, traces: threads, workers, feed, marketStatus };
}

/**
 * Watches the engine at `url` for `seconds`. Throws when it does not answer: then there is nothing to
 * diagnose from outside.
 */
export async function watch(url: string, seconds: number): Promise<LiveEvidence> {
  const sinceEpochMs = Date.now();
  const client = new WatchingClient(url);
  try {
    const before = await look(url);
    await Bun.sleep(seconds * 1000);
    await client.completed(PATIENCE_MS);
    const after = await look(url);
    const status = await get<StatusAnswer>(`${url}/api/status`);
    const log = await get<{ errors: LoggedError[]; shed?: number }>(`${url}/api/errors`);
    const { evidence } = client;
    return {
      url,
      isWhole: true,
      sinceEpochMs,
      status: status.engine,
      clients: status.clients,
      before: before.ledger,
      after: after.ledger,
      final: null,
      exit: null,
      errors: log.errors,
      errorsShed: log.shed ?? 0,
      config: await getIfThere(`${url}/api/config`, defaultConfig()),
      flow: await flowReadings(url, before, after, status),
      frames: evidence,
    };
  } finally {
    client.close();
  }
}
