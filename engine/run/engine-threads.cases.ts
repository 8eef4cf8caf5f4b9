/** Known answers of engine-threads.ts: the threads of a source of a user's, from start to end. */

import { Control, ErrorLog, PHASE_DRAINING, PHASE_STOPPING } from "#engine/telemetry";
import { defaultConfig, type EngineConfig, type Observe, of } from "#schemas";
import { failureOf, happens, moduleOf } from "../testing/cases-fixture.ts";
import { EngineThreads } from "./engine-threads.ts";
import { createMemory } from "./memory.ts";

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

export default async function run(observe: Observe): Promise<void> {
  const { threads, control, heard, states, told } = newRig("mine");
  observe(of(EngineThreads, "status"), "before the start", states(), []);
  try {
    observe(of(EngineThreads, "start"), "begins", await failureOf(() => threads.start()), "none");
    observe(of(EngineThreads, "start"), "every thread, ingest last", states(), [
      ["detector-0", "running", 0],
      ["detector-1", "running", 0],
      ["ingest", "running", 0],
    ]);
    observe(of(EngineThreads, "hasIngestEnded"), "it runs", threads.hasIngestEnded, false);
    observe("#startIngest", "is heard", await happens(() => heard.includes("connected")), true);
    const restarted = await failureOf(() => threads.remedies.apply("restart-detectors"));
    observe(
      "#restartDetectors",
      "each of them",
      [restarted, states()],
      [
        "none",
        [
          ["detector-0", "running", 1],
          ["detector-1", "running", 1],
          ["ingest", "running", 0],
        ],
      ],
    );
    const connected = await failureOf(() => threads.remedies.apply("reconnect-feed"));
    observe(
      of(EngineThreads, "constructor"),
      "ingest is replaced for a remedy",
      [connected, states()],
      [
        "none",
        [
          ["detector-0", "running", 1],
          ["detector-1", "running", 1],
          ["ingest", "running", 1],
        ],
      ],
    );
    threads.expectEnd();
    control.phase = PHASE_STOPPING;
    observe(
      of(EngineThreads, "hasIngestEnded"),
      "asked to end",
      await happens(() => threads.hasIngestEnded),
      true,
    );
    control.phase = PHASE_DRAINING;
    observe(of(EngineThreads, "isEnded"), "drained", await happens(() => threads.isEnded), true);
    observe(
      of(EngineThreads, "expectEnd"),
      "nothing is wrong",
      [heard.at(-1), told()],
      ["ended", []],
    );
  } finally {
    threads.terminate();
  }
  observe(of(EngineThreads, "terminate"), "states", states(), [
    ["detector-0", "ended", 1],
    ["detector-1", "ended", 1],
    ["ingest", "ended", 1],
  ]);
  await observeFailure(observe);
}

async function observeFailure(observe: Observe): Promise<void> {
  const { threads, states } = newRig("tape:/no/such.tape");
  try {
    const failure = await failureOf(() => threads.start());
    observe(
      of(EngineThreads, "start"),
      "a tape that is not there",
      failure.split(":")[0],
      "TAPE_NOT_FOUND",
    );
    const remedy = await failureOf(() => threads.remedies.apply("reconnect-feed"));
    observe("#startIngest", "a tape is not replaced", remedy.split(":")[0], "REMEDY_IMPOSSIBLE");
  } finally {
    threads.terminate();
  }
  observe(of(EngineThreads, "terminate"), "after a failure", states(), [
    ["detector-0", "ended", 0],
    ["detector-1", "ended", 0],
  ]);
}
