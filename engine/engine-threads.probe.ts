/** Known answers of engine-threads.ts: the threads of a source of a user's, from start to end. */
import { defaultConfig, type EngineConfig, type Observe, type Probe } from "#schemas";
import { Control, ErrorLog, PHASE_DRAINING, PHASE_STOPPING } from "#telemetry";
import { EngineThreads } from "./engine-threads.ts";
import { createMemory } from "./memory.ts";
import { failureOf, happens, moduleOf } from "./probe-fixture.ts";

/** Is connected until it is asked to end. */
const MODULE = moduleOf(`
  export const createSource = ({ name }) => ({
    name,
    provider: "Production",
    async run({ setState, signal }) {
      setState("connected", "nothing to tell");
      while (!signal.aborted) await Bun.sleep(1);
      setState("ended", "as it was asked to");
    },
  });
`);

function newRig(source: string) {
  const defaults = defaultConfig();
  const config: EngineConfig = {
    ...defaults,
    source,
    workers: 2,
    // A machine that is busy is no fault of the threads.
    workerStallMs: 60_000,
    ringSlots: 64,
    eventRingSlots: 64,
    plugins: { ...defaults.plugins, sources: [{ name: "mine", module: MODULE }] },
  };
  const memory = createMemory(config);
  const control = new Control(memory.control);
  const errors = ErrorLog.detached();
  const heard: string[] = [];
  const threads = new EngineThreads({
    config,
    memory,
    control,
    errors,
    onReport: (report) => heard.push(report.type === "feed" ? report.state : report.type),
    onRung: () => heard.push("rung"),
    onFatal: (error) => heard.push(error.code),
  });
  const states = () => threads.status().map(({ name, state, restarts }) => [name, state, restarts]);
  const told = () => errors.entries().map(({ code, message }) => [code, message]);
  return { threads, control, heard, states, told };
}

async function run(observe: Observe): Promise<void> {
  const { threads, control, heard, states, told } = newRig("mine");
  observe("status", "before the start", states());
  try {
    observe("start", "begins", await failureOf(() => threads.start()));
    observe("start", "every thread, ingest last", states());
    observe("hasIngestEnded", "it runs", threads.hasIngestEnded);
    observe("#startIngest", "is heard", await happens(() => heard.includes("connected")));
    const restarted = await failureOf(() => threads.remedies.apply("restart-detectors"));
    observe("#restartDetectors", "each of them", [restarted, states()]);
    const connected = await failureOf(() => threads.remedies.apply("reconnect-feed"));
    observe("constructor", "ingest is replaced for a remedy", [connected, states()]);
    threads.expectEnd();
    control.phase = PHASE_STOPPING;
    observe("hasIngestEnded", "asked to end", await happens(() => threads.hasIngestEnded));
    control.phase = PHASE_DRAINING;
    observe("isEnded", "drained", await happens(() => threads.isEnded));
    observe("expectEnd", "nothing is wrong", [heard.at(-1), told()]);
  } finally {
    threads.terminate();
  }
  observe("terminate", "states", states());
  await observeFailure(observe);
}

async function observeFailure(observe: Observe): Promise<void> {
  const { threads, states } = newRig("tape:/no/such.tape");
  try {
    const failure = await failureOf(() => threads.start());
    observe("start", "a tape that is not there", failure.split(":")[0]);
    const remedy = await failureOf(() => threads.remedies.apply("reconnect-feed"));
    observe("#startIngest", "a tape is not replaced", remedy.split(":")[0]);
  } finally {
    threads.terminate();
  }
  observe("terminate", "after a failure", states());
}

export const engineThreadsProbe: Probe = {
  name: "engine-threads",
  stage: "event-ring",
  file: "engine/engine-threads.ts",
  needs: ["supervisor", "remedies", "memory", "source-factory", "detector-worker", "ingest-worker"],
  run,
};
