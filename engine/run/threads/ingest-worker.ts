/**
 * Entry of the ingest worker: runs the source, normalises, and is the only writer of the tick ring.
 */
import { SymbolTableWriter } from "#codec";
import {
  countFrame,
  HandOff,
  Normaliser,
  Recorder,
  type RecordSink,
  RingSink,
  type Source,
  type SourceContext,
} from "#engine/ingest";
import { Control, PHASE_RUNNING, THREAD_INGEST, ThreadTelemetry } from "#engine/telemetry";
import { TickscopeError } from "#schemas";
import { loadHandOff } from "../plugins.ts";
import { calendarName, createSource } from "../source-factory.ts";
import { type IngestStart, runLife, type WorkerReport } from "./messages.ts";

declare const self: Worker;

/** A beat at least this often while the thread waits for its source. */
const BEAT_EVERY_MS = 100;

function report(message: WorkerReport): void {
  postMessage(message);
}

async function live(start: IngestStart): Promise<void> {
  const { memory, config } = start;
  const control = new Control(memory.control);
  const telemetry = new ThreadTelemetry(memory.telemetry, THREAD_INGEST);
  const { ledger, errors } = telemetry;
  const symbols = new SymbolTableWriter(memory.symbols);
  const source: Source = await createSource(config, start.syntheticUrl);
  const recorder =
    config.recordPath === null
      ? undefined
      : new Recorder(
          config.recordPath,
          calendarName(config),
          symbols,
          errors,
          (path, records, problem) => {
            report({ type: "recording", path, records, problem });
          },
        );
  const ring = new RingSink(memory.tickRing, control, telemetry, recorder?.tap);
  const sink = await handOffOf(start, ring, telemetry);
  const stop = new AbortController();
  const context: SourceContext = {
    normaliser: new Normaliser({
      symbols,
      sink,
      ledger,
      errors,
      sourceIndex: 0,
      traceEvery: config.telemetry.enabled ? config.telemetry.traceEvery : 0,
      firstRecordSeq: control.nextRecordSeq,
    }),
    ledger,
    errors,
    signal: stop.signal,
    stopRequested: () => control.phase !== PHASE_RUNNING,
    beat: () => control.beat(THREAD_INGEST),
    setState: (state, detail) => {
      report({ type: "feed", state, detail, provider: source.provider });
    },
    countFrame: (messages) => countFrame(ledger, messages),
  };
  const heart = setInterval(() => {
    control.beat(THREAD_INGEST);
    recorder?.flushIfDue();
    if (control.phase !== PHASE_RUNNING) stop.abort();
  }, BEAT_EVERY_MS);
  self.onmessage = () => stop.abort();
  report({ type: "ready" });
  try {
    await source.run(context);
  } catch (error) {
    if (!(error instanceof TickscopeError)) throw error;
    errors.record(error.code, error.message, "", error);
    report({ type: "failed", code: error.code, message: error.message });
  } finally {
    sink.flush();
    clearInterval(heart);
    recorder?.close();
  }
  report({ type: "ended" });
}

/** The ring itself, or a user's module in front of it. */
async function handOffOf(
  { config }: IngestStart,
  ring: RecordSink,
  { ledger, errors, name }: ThreadTelemetry,
): Promise<RecordSink> {
  const { handOff } = config.plugins;
  if (handOff === null) return ring;
  const create = await loadHandOff(handOff);
  return new HandOff(create({ ring, thread: name }), ledger, errors, config.workers);
}

self.onmessage = (event: MessageEvent<IngestStart>) => runLife(live(event.data));
