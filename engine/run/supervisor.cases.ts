/**
 * Known answers of supervisor.ts, with workers of a few lines: how each kind of start and end is told.
 * Stalls and the growing delays of replacements take longer than a case may, and are left out.
 */

import { Control, ErrorLog } from "#engine/telemetry";
import { type Observe, of } from "#schemas";
import { failureOf, HAPPENS_MS_MAX, happens, moduleOf } from "../testing/cases-fixture.ts";
import { Supervisor, type WorkerPlan } from "./supervisor.ts";

/** Does what its first message says. */
const MODULE = moduleOf(`
  self.onmessage = ({ data }) => {
    if (data.ready) postMessage({ type: "ready" });
    if (data.failed) postMessage({ type: "failed", code: "INVARIANT", message: "told" });
    if (data.ended) postMessage({ type: "ended" });
    if (data.throws) throw new Error("thrown in the worker");
  };
`);

interface Script {
  ready?: boolean;
  failed?: boolean;
  ended?: boolean;
  throws?: boolean;
}

function newRig() {
  const errors = ErrorLog.detached();
  const fatal: string[] = [];
  const control = new Control(new SharedArrayBuffer(1024));
  const supervisor = new Supervisor(control, errors, 60_000, (error) => fatal.push(error.oneLine));
  const reports: string[] = [];
  const plan = (script: Script, changes: Partial<WorkerPlan> = {}): WorkerPlan => ({
    thread: 2,
    module: MODULE,
    start: () => script,
    isReplaceable: false,
    onReport: ({ type }) => reports.push(type),
    ...changes,
  });
  const told = () => errors.entries().map(({ code, message }) => [code, plain(message)]);
  const states = () =>
    supervisor.status().map(({ name, state, restarts }) => [name, state, restarts]);
  return { supervisor, reports, fatal, plan, told, states };
}

/** The message without the lines of source that the runtime puts before a worker's own words. */
function plain(message: string): string {
  const own = "thrown in the worker";
  return message.includes(own) ? `${message.split(": ").slice(0, 1)}: … ${own}` : message;
}

export default async function run(observe: Observe): Promise<void> {
  await observeGoodLife(observe);
  await observeStarts(observe);
  await observeDeaths(observe);
  await observeRestart(observe);
}

async function observeGoodLife(observe: Observe): Promise<void> {
  const { supervisor, reports, plan, states } = newRig();
  observe(of(Supervisor, "isEnded"), "nobody", supervisor.isEnded, true);
  observe(of(Supervisor, "hasEnded"), "never started", supervisor.hasEnded(2), true);
  const starting = supervisor.start(plan({ ready: true }));
  observe("#spawn", "starting", states(), [["detector-0", "starting", 0]]);
  observe(of(Supervisor, "start"), "resolves", await failureOf(() => starting), "none");
  observe("#spawn", "running", states(), [["detector-0", "running", 0]]);
  observe(
    of(Supervisor, "hasEnded"),
    "running",
    [supervisor.hasEnded(2), supervisor.hasEnded(3), supervisor.isEnded],
    [false, true, false],
  );
  const age = supervisor.status()[0]?.heartbeatAgeMs ?? -1;
  observe(
    of(Supervisor, "status"),
    "a heart that is young",
    age >= 0 && age < HAPPENS_MS_MAX,
    true,
  );
  const ending = plan({ ready: true, ended: true }, { thread: 3 });
  await supervisor.start(ending);
  observe("#spawn", "ends", await happens(() => supervisor.hasEnded(3)), true);
  observe("#spawn", "reports", reports, ["ready", "ready", "ended"]);
  const late = newRig();
  const both = late.plan({ ready: true, failed: true, ended: true });
  observe(
    of(Supervisor, "start"),
    "a failure after ready",
    await failureOf(() => late.supervisor.start(both)),
    "none",
  );
  await happens(() => late.supervisor.isEnded);
  observe(
    "#spawn",
    "a failure after ready is a report",
    [late.reports, late.states()],
    [["ready", "failed", "ended"], [["detector-0", "ended", 0]]],
  );
  late.supervisor.terminate();
  observe(of(Supervisor, "isEnded"), "one of two", supervisor.isEnded, false);
  supervisor.terminate();
  observe(of(Supervisor, "terminate"), "states", states(), [
    ["detector-0", "ended", 0],
    ["detector-1", "ended", 0],
  ]);
  observe(of(Supervisor, "isEnded"), "both", supervisor.isEnded, true);
}

async function observeStarts(observe: Observe): Promise<void> {
  const failing = newRig();
  const failure = await failureOf(() => failing.supervisor.start(failing.plan({ failed: true })));
  observe(
    "#spawn",
    "a start that fails",
    [failure, failing.states(), failing.reports],
    ["INVARIANT: told", [["detector-0", "ended", 0]], []],
  );
  failing.supervisor.terminate();
  const throwing = newRig();
  const script = throwing.plan({ throws: true }, { isReplaceable: true });
  const thrown = await failureOf(() => throwing.supervisor.start(script));
  observe("#died", "a start that throws", [plain(thrown), throwing.states(), throwing.told()]);
  throwing.supervisor.terminate();
}

async function observeDeaths(observe: Observe): Promise<void> {
  const { supervisor, plan, fatal, told, states } = newRig();
  await supervisor.start(plan({ ready: true, throws: true }));
  observe("#died", "who cannot be replaced is fatal", await happens(() => fatal.length > 0), true);
  observe("#died", "is told", [fatal.map(plain), told(), states()]);
  supervisor.terminate();
  const replacing = newRig();
  const isSuccessor: boolean[] = [];
  const start = (isNext: boolean) => {
    isSuccessor.push(isNext);
    return isNext ? { ready: true } : { ready: true, throws: true };
  };
  await replacing.supervisor.start(replacing.plan({}, { isReplaceable: true, start }));
  observe(
    "#replaceLater",
    "a death",
    await happens(() => isSuccessor.length > 0 && replacing.told().length > 0),
    true,
  );
  const isBack = () => replacing.states()[0]?.[1] === "running" && isSuccessor.length > 1;
  observe(
    "#replaceLater",
    "a successor",
    [await happens(isBack), isSuccessor],
    [true, [false, true]],
  );
  observe("#replaceLater", "counts", [replacing.states(), replacing.fatal, replacing.told()]);
  replacing.supervisor.terminate();
}

/** Leaves when it is told to, unless it is deaf. */
const LEAVING = moduleOf(`
  self.onmessage = ({ data }) => {
    if (data === "leave") postMessage({ type: "ended" });
    else postMessage({ type: "ready" });
  };
`);

async function observeRestart(observe: Observe): Promise<void> {
  const { supervisor, plan, fatal, told, states, reports } = newRig();
  const isSuccessor: boolean[] = [];
  const start = (isNext: boolean) => isSuccessor.push(isNext);
  observe(
    of(Supervisor, "restart"),
    "nobody there",
    await failureOf(() => supervisor.restart(2)),
    "REMEDY_IMPOSSIBLE: detector-0 (missing) cannot be replaced while the engine runs",
  );
  await supervisor.start(plan({}, { module: LEAVING, isReplaceable: true, start }));
  await supervisor.start(plan({ ready: true }, { thread: 3 }));
  observe(
    of(Supervisor, "restart"),
    "one that leaves",
    await failureOf(() => supervisor.restart(2)),
    "none",
  );
  observe(of(Supervisor, "restart"), "then", [states(), isSuccessor, reports, fatal, told()]);
  observe(of(Supervisor, "restart"), "one that cannot be replaced", [
    await failureOf(() => supervisor.restart(3)),
    states(),
  ]);
  supervisor.expectEnd();
  observe(
    of(Supervisor, "restart"),
    "at the end",
    await failureOf(() => supervisor.restart(2)),
    "REMEDY_IMPOSSIBLE: detector-0 (running) cannot be replaced while the engine runs",
  );
  supervisor.terminate();
}
