/** Runs a real engine in tests: all threads, no edge; the queue is pulled as an edge would. */
import { EVENT_BYTES, EVENT_F64, EVENT_KIND_U8, EVENT_RECORD_SEQ_F64 } from "#codec";
import { STAGE_FRAME, unaccounted } from "#engine/telemetry";
import { defaultConfig, type EngineConfig, type TickscopeError } from "#schemas";
import { EventDigest } from "../deliver/digest.ts";
import type { LedgerSnapshot } from "../view/view.ts";
import { Engine } from "./engine.ts";

/** What a finished run left. */
export interface FinishedRun {
  engine: Engine;
  ledger: LedgerSnapshot;
  digest: string;
  /** record_seq of every event, in the order in which they came. */
  recordSeqs: number[];
  /** EVENT_ constant of every event, in the same order. */
  kinds: number[];
  /** Events that were announced the moment they were found; cadenceMs 0 alone does that. */
  eventsAtOnce: number;
  problem: TickscopeError | null;
}

/** Sum of one part of a stage's row, by name. */
export function countOf(
  ledger: LedgerSnapshot,
  stage: string,
  part: "in" | "out" | "produced" | "filtered" | "dropped" | "errored",
  name?: string,
): number {
  const row = ledger.stages.find((candidate) => candidate.stage === stage);
  const value = row?.[part] ?? 0;
  if (typeof value === "number") return value;
  return name === undefined ? Object.values(value).reduce((a, b) => a + b, 0) : (value[name] ?? 0);
}

/** A ledger that has no edge behind it: the residual without the stages that only an edge fills. */
export function residualUpToQueue(ledger: LedgerSnapshot): number {
  const stages = ledger.stages.slice(0, STAGE_FRAME);
  const edges = ledger.edges.slice(0, STAGE_FRAME - 1);
  const lost = stages.reduce((sum, row) => sum + Math.abs(unaccounted(row)), 0);
  return edges.reduce((sum, edge) => sum + Math.abs(edge.residual), lost);
}

/**
 * Starts an engine with `changes` on top of the defaults and lets its source end. `during` may disturb
 * the engine meanwhile; when it returns "stop", the engine is stopped as by a signal.
 */
export async function runToEnd(
  changes: Partial<EngineConfig>,
  during?: (engine: Engine) => Promise<"stop" | undefined>,
): Promise<FinishedRun> {
  const config: EngineConfig = { ...defaultConfig(), speed: "max", ...changes };
  const ended = Promise.withResolvers<TickscopeError | null>();
  const recordSeqs: number[] = [];
  const kinds: number[] = [];
  let eventsAtOnce = 0;
  const pull = () => engine.queue.pull(() => undefined, Number.POSITIVE_INFINITY);
  const engine: Engine = new Engine(config, {
    onEvent: (view, slot) => {
      digest.add(view, slot);
      kinds.push(view.u8[slot * EVENT_BYTES + EVENT_KIND_U8]!);
      recordSeqs.push(view.f64[slot * EVENT_F64 + EVENT_RECORD_SEQ_F64]!);
    },
    onSourceEnded: (problem) => ended.resolve(problem),
    onPressure: pull,
    onEventsQueued: () => {
      eventsAtOnce += engine.queue.length;
      pull();
    },
  });
  const digest = new EventDigest(engine.symbols);
  try {
    await engine.start();
    const wish = await during?.(engine);
    const problem = wish === "stop" ? null : await ended.promise;
    await engine.stop();
    pull();
    const ledger = engine.ledgerSnapshot();
    return { engine, ledger, digest: digest.value(), recordSeqs, kinds, eventsAtOnce, problem };
  } finally {
    await engine.stop();
  }
}
