/**
 * Known answers of ingest-worker.ts: a real worker that plays a source of a user's into a ring of its
 * own, and one whose source fails.
 */
import { join } from "node:path";
import { RECORD_F64, RECORD_SEQ_F64, TapeReader } from "#codec";
import { GatedConsumer } from "#engine/ring";
import { Control, PHASE_STOPPING, THREAD_INGEST, ThreadTelemetry } from "#engine/telemetry";
import { defaultConfig, type EngineConfig, type Observe } from "#schemas";
import { countedRows, moduleOf, withFolder } from "../../testing/cases-fixture.ts";
import { createMemory } from "../memory.ts";
import { reportsOf } from "./detector-worker.cases.ts";
import type { IngestStart } from "./messages.ts";

/** Two ticks and an end; a source of the name `bad` makes a mistake instead of ending. */
const MODULE = moduleOf(`
  export const createSource = ({ name }) => ({
    name,
    provider: "Production",
    async run({ normaliser, signal, stopRequested, beat, setState, countFrame }) {
      if (name === "bad") throw new Error("a mistake");
      setState("connected", "two records");
      countFrame(2);
      normaliser.receivedEpochUs = 1753797600e6;
      for (const i of [0, 1]) normaliser.tick("AAA", 10, 5, 1753797600e6 + i, -1, true, 0, 0);
      beat();
      setState("ended", "stop " + stopRequested() + ", aborted " + signal.aborted);
    },
  });
`);

const PLUGINS: EngineConfig["plugins"] = {
  ...defaultConfig().plugins,
  sources: ["good", "bad"].map((name) => ({ name, module: MODULE })),
};

export default async function run(observe: Observe): Promise<void> {
  await withFolder(async (folder) => {
    const recordPath = join(folder, "recorded.tape");
    const phases = [0, PHASE_STOPPING];
    const lives = phases.map((phase) => liveIn(phase, phase === 0 ? recordPath : null));
    // All at once: each worker loads the engine anew, and that takes longer than all it does.
    const [, ...ends] = await Promise.all([observeFailures(observe), ...lives]);
    for (const [i, { reports, memory, control }] of ends.entries()) {
      const fact = (what: string) => `${what}, phase ${phases[i]}`;
      observe("live", fact("reports"), JSON.stringify(reports).replaceAll(folder, "DIR"));
      const telemetry = new ThreadTelemetry(memory.telemetry, THREAD_INGEST);
      observe("live", fact("ledger"), countedRows(telemetry.ledger));
      observe("live", fact("heart"), control.heartbeat(THREAD_INGEST) > 0);
      const reader = new GatedConsumer(memory.tickRing, 0);
      const count = reader.poll();
      const seqs = Array.from({ length: count }, (_, n) => {
        return reader.view.f64[reader.slotOf(n) * RECORD_F64 + RECORD_SEQ_F64];
      });
      observe("live", fact("records"), [seqs, control.nextRecordSeq]);
      observe("live", fact("traces"), telemetry.traces.entries().length);
    }
    const tape = new TapeReader(recordPath);
    observe("live", "recorded", [tape.next()?.records, tape.header.calendar], [2, "us-equities"]);
    tape.close();
  });
}

/** A worker's life over the good source, in a phase of the engine. */
async function liveIn(phase: number, recordPath: string | null) {
  const config: EngineConfig = {
    ...defaultConfig(),
    source: "good",
    ringSlots: 16,
    eventRingSlots: 16,
    recordPath,
    telemetry: { ...defaultConfig().telemetry, enabled: phase === 0, traceEvery: 1 },
    plugins: PLUGINS,
  };
  const memory = createMemory(config);
  const control = new Control(memory.control);
  control.phase = phase;
  control.nextRecordSeq = 40;
  control.isTelemetryOn = true;
  const start: IngestStart = { memory, config, syntheticUrl: null };
  return { reports: await reportsOf("./ingest-worker.ts", start), memory, control };
}

async function observeFailures(observe: Observe): Promise<void> {
  const config: EngineConfig = {
    ...defaultConfig(),
    ringSlots: 16,
    eventRingSlots: 16,
    plugins: PLUGINS,
  };
  const memory = createMemory(config);
  const reportsFrom = (source: string) => {
    const start: IngestStart = { memory, config: { ...config, source }, syntheticUrl: null };
    return reportsOf("./ingest-worker.ts", start);
  };
  const [missing, bad] = await Promise.all(["csv:/no/such.csv", "bad"].map(reportsFrom));
  observe("live", "a file that is not there", missing);
  const mistake = bad?.at(-1);
  const isNamed = mistake?.type === "failed" && mistake.message.includes("a mistake");
  observe("live", "a mistake is no report of its own", [mistake?.type, isNamed], ["failed", true]);
  const { errors } = new ThreadTelemetry(memory.telemetry, THREAD_INGEST);
  observe(
    "live",
    "is logged",
    errors.entries().map(({ code, count }) => [code, count]),
    [["TAPE_NOT_FOUND", 1]],
  );
}
