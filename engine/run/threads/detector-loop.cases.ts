/**
 * Known answers of detector-loop.ts, with a router and a sink that only take notes: partition, counts,
 * marks, traces, overruns, and what a successor says of its predecessor.
 */
import { asSymbolId, RECORD_BYTES, RECORD_F64, RECORD_SEQ_F64, type SlotView } from "#codec";
import type { Router } from "#engine/detect";
import { createRing, type Overrun, openConsumer, openProducer, ringLag } from "#engine/ring";
import {
  Control,
  DECISION_LOG_BYTES,
  DecisionLog,
  DecisionReader,
  PHASE_DRAINING,
  PHASE_RUNNING,
  ThreadTelemetry,
  telemetryBytes,
} from "#engine/telemetry";
import { type Observe, of } from "#schemas";
import {
  countedRows,
  isAboutNow,
  type RecordParts,
  writeRecord,
} from "../../testing/cases-fixture.ts";
import { DetectorLoop, type DetectorParts } from "./detector-loop.ts";
import type { RingEventSink } from "./event-writer-sink.ts";

const THREAD = 3;

function newRig(overrun: Overrun = "gate", changes: Partial<DetectorParts> = {}) {
  const ring = createRing({ slots: 16, slotBytes: RECORD_BYTES, consumers: 2, overrun });
  const producer = openProducer(ring);
  const control = new Control(new SharedArrayBuffer(1024));
  control.phase = PHASE_DRAINING;
  const telemetry = new ThreadTelemetry(new ArrayBuffer(telemetryBytes(THREAD + 1)), THREAD);
  const notes: string[] = [];
  const published = { times: 0 };
  const sink = { nextSeq: 0, mark: () => notes.push("mark"), flush: () => notes.push("flush") };
  const route = (view: SlotView, slot: number) => {
    notes.push(`route ${view.f64[slot * RECORD_F64 + RECORD_SEQ_F64]}`);
  };
  const parts: DetectorParts = {
    tickRing: ring,
    index: 1,
    workers: 2,
    control,
    telemetry,
    router: { route } as unknown as Router,
    sink: sink as unknown as RingEventSink,
    decisions: new DecisionLog(new ArrayBuffer(DECISION_LOG_BYTES)),
    publishRoutes: () => {
      published.times += 1;
    },
    announce: (hasEvents) => notes.push(`announce ${hasEvents}`),
    setDetectedEpochUs: (epochUs) => notes.push(isAboutNow(epochUs) ? "now" : `${epochUs}`),
    ...changes,
  };
  const put = (...records: RecordParts[]) => {
    for (const record of records) {
      writeRecord(producer.view, producer.claim(), record);
      producer.commit();
    }
    producer.flush();
  };
  return { ring, producer, control, telemetry, notes, sink, parts, put, published };
}

/** Own and other symbols by turns. */
function records(count: number, first = 10): RecordParts[] {
  return Array.from({ length: count }, (_, i) => ({ symbolId: i, recordSeq: first + i }));
}

export default function run(observe: Observe): void {
  observeBatch(observe);
  observeTelemetry(observe);
  observeIdle(observe);
  observeLeave(observe);
  observePublishing(observe);
  observeWatching(observe);
  observeLapped(observe);
  observeRecovery(observe);
  observeReconciliation(observe);
}

/** For which records a log is on while they are routed. */
function observeWatching(observe: Observe): void {
  const buffer = new SharedArrayBuffer(DECISION_LOG_BYTES);
  const decisions = new DecisionLog(buffer);
  const reader = new DecisionReader(buffer);
  for (const watched of [[], [3], [1, 3]]) {
    reader.watch(watched);
    const { parts, put, notes } = newRig("gate", { decisions });
    const router = {
      route: (view: SlotView, slot: number) => {
        notes.push(`${view.f64[slot * RECORD_F64 + RECORD_SEQ_F64]} ${decisions.isOn}`);
        decisions.note(0, 0, true, 1, 2);
      },
    } as unknown as Router;
    put(...records(5));
    new DetectorLoop({ ...parts, router }).run();
    const on = notes.filter((note) => / (true|false)$/.test(note));
    observe("#routeWatched", `watched ${watched}`, [on, decisions.isOn]);
  }
  observe("#routeWatched", "decisions", reader.read(asSymbolId(3)));
  const noted: boolean[] = [];
  const router = { route: () => noted.push(decisions.isOn) } as unknown as Router;
  const sampled = newRig("gate", { decisions, router });
  sampled.control.isTelemetryOn = true;
  sampled.put({ symbolId: 3, recordSeq: 50, traceId: 9 });
  new DetectorLoop(sampled.parts).run();
  observe("#batch", "isWatching: a sampled record of a watched symbol is watched", noted, [true]);
}

function observeBatch(observe: Observe): void {
  for (const index of [0, 1]) {
    const { parts, put, notes, telemetry, control, producer } = newRig("gate", { index });
    put(...records(5));
    new DetectorLoop(parts).run();
    observe("#batch", `order of things, worker ${index}`, notes);
    observe("#batch", `ledger, worker ${index}`, countedRows(telemetry.ledger));
    const { memory } = producer;
    observe("#batch", `lags, worker ${index}`, [ringLag(memory, 0), ringLag(memory, 1)]);
    const successor = openConsumer(parts.tickRing, index);
    observe("#batch", `nothing in work, worker ${index}`, successor.wasInWork);
    observe(
      of(DetectorLoop, "run"),
      `done for good, worker ${index}`,
      control.doneRecordSeq(THREAD),
    );
    observe(of(DetectorLoop, "run"), `beats, worker ${index}`, control.heartbeat(THREAD) > 1);
  }
}

/** Record 6 comes to its detectors, record 8 to its channel, others no further than the route. */
function countingRoute({ ledger }: ThreadTelemetry): (view: SlotView, slot: number) => void {
  return (view, slot) => {
    const recordSeq = view.f64[slot * RECORD_F64 + RECORD_SEQ_F64]!;
    if (recordSeq === 6 || recordSeq === 8) ledger.enter(5, 1);
    if (recordSeq === 6) ledger.enter(6, 1);
  };
}

function observeTelemetry(observe: Observe): void {
  for (const isOn of [false, true]) {
    const done: number[] = [];
    const { parts, put, telemetry } = newRig();
    const control = {
      phase: PHASE_DRAINING,
      isAskedToLeave: () => false,
      isTelemetryOn: isOn,
      beat: () => undefined,
      setDone: (thread: number, recordSeq: number) => done.push(thread, recordSeq),
    } as unknown as Control;
    put(
      { symbolId: 1, recordSeq: 5, receivedEpochUs: 8e14, traceId: 0 },
      { symbolId: 1, recordSeq: 6, receivedEpochUs: 7e14, traceId: 70 },
      { symbolId: 2, recordSeq: 7, receivedEpochUs: 6e14, traceId: 80 },
      { symbolId: 3, recordSeq: 8, receivedEpochUs: 6e14, traceId: 90 },
      { symbolId: 5, recordSeq: 9, receivedEpochUs: 6e14, traceId: 100 },
    );
    const router = { route: countingRoute(telemetry) } as unknown as Router;
    new DetectorLoop({ ...parts, control, router }).run();
    const traces = telemetry.traces.entries().map(({ epochUs, ...rest }) => {
      return { ...rest, isNow: isAboutNow(epochUs) };
    });
    observe("#batch", `traces: telemetry ${isOn}`, traces);
    const timed = telemetry.latencies.map(({ total }) => {
      return [total.count, isAboutNow(total.sumUs / total.count + 8e14)];
    });
    observe("#batch", `latencies, telemetry ${isOn}`, timed);
    observe("#batch", `done up to, telemetry ${isOn}`, done);
  }
}

/** What comes while the loop is idle is still seen; it ends only when draining and empty. */
function observeIdle(observe: Observe): void {
  let looks = 0;
  const beats: number[] = [];
  const { parts, put, notes } = newRig();
  const control = {
    isTelemetryOn: false,
    isAskedToLeave: () => false,
    get phase() {
      looks += 1;
      if (looks === 1) put({ symbolId: 1, recordSeq: 1 });
      if (looks === 2) put({ symbolId: 1, recordSeq: 2 });
      return looks === 1 ? PHASE_RUNNING : PHASE_DRAINING;
    },
    beat: (thread: number) => beats.push(thread),
    setDone: () => undefined,
  } as unknown as Control;
  new DetectorLoop({ ...parts, control }).run();
  observe(of(DetectorLoop, "run"), "what came while idle", notes);
  observe(of(DetectorLoop, "run"), "one beat a look", beats, [3, 3, 3]);
}

/** Asked to leave, it ends where it stands; a successor takes the rest. */
function observeLeave(observe: Observe): void {
  const { parts, put, notes, control } = newRig();
  put(...records(4));
  control.askToLeave(THREAD, true);
  new DetectorLoop(parts).run();
  observe(of(DetectorLoop, "run"), "asked to leave, takes nothing", notes, ["flush"]);
  observe(of(DetectorLoop, "run"), "asked to leave, is not done", control.doneRecordSeq(THREAD), 0);
  control.askToLeave(THREAD, false);
  new DetectorLoop(parts).run();
  observe(of(DetectorLoop, "run"), "a successor takes the rest", notes, [
    "flush",
    "now",
    "mark",
    "route 11",
    "mark",
    "mark",
    "route 13",
    "mark",
    "flush",
    "announce true",
    "flush",
  ]);
}

/** Routes are published at the beginning and at the end, and between them not with every batch. */
function observePublishing(observe: Observe): void {
  const { parts, put, published } = newRig();
  const loop = new DetectorLoop(parts);
  loop.run();
  observe(of(DetectorLoop, "run"), "publishes first and last", published.times, 2);
  let looks = 0;
  const control = {
    isTelemetryOn: false,
    isAskedToLeave: () => false,
    get phase() {
      looks += 1;
      if (looks < 40) put({ symbolId: 1, recordSeq: looks });
      return looks < 40 ? PHASE_RUNNING : PHASE_DRAINING;
    },
    beat: () => undefined,
    setDone: () => undefined,
  } as unknown as Control;
  published.times = 0;
  new DetectorLoop({ ...parts, control }).run();
  observe(
    "#publishIfDue",
    "not with every batch",
    published.times >= 2 && published.times < 20,
    true,
  );
  const asked = newRig();
  asked.control.askToLeave(THREAD, true);
  new DetectorLoop(asked.parts).run();
  observe(of(DetectorLoop, "run"), "publishes when it leaves", asked.published.times, 2);
}

function observeLapped(observe: Observe): void {
  const { parts, put, notes, telemetry } = newRig("drop-oldest");
  const loop = new DetectorLoop(parts);
  put(...records(40));
  loop.run();
  observe("#countLapped", "ledger", countedRows(telemetry.ledger));
  notes.length = 0;
  put(...records(40, 50));
  loop.run();
  observe("#countLapped", "ledger of a second overrun", countedRows(telemetry.ledger));
  observe(of(DetectorLoop, "run"), "records after a second overrun", notes);
}

/** How far a record had come when its thread died, as counts of the predecessor. */
const DEATHS: Record<string, (telemetry: ThreadTelemetry) => void> = {
  "before the route": () => undefined,
  "in the route": ({ ledger }) => ledger.enter(4, 1),
  "in the channel": ({ ledger }) => {
    ledger.enter(4, 1);
    ledger.leave(4, 1);
    ledger.enter(5, 1);
  },
  "in a detector": ({ ledger }) => {
    ledger.enter(5, 1);
    ledger.enter(6, 1);
  },
  "in a detector, channel left": ({ ledger }) => ledger.enter(6, 1),
};

function observeRecovery(observe: Observe): void {
  for (const [death, count] of Object.entries(DEATHS)) {
    for (const isInWork of [true, false]) {
      const { parts, put, telemetry, control, notes } = newRig();
      put(...records(4));
      const dead = openConsumer(parts.tickRing, 1);
      dead.poll();
      dead.begin();
      dead.finish();
      if (isInWork) dead.begin();
      count(telemetry);
      const loop = new DetectorLoop(parts);
      const fact = (what: string) => `${what}, died ${death}, in work ${isInWork}`;
      observe(of(DetectorLoop, "recover"), fact("says"), loop.recover());
      observe(of(DetectorLoop, "recover"), fact("ledger"), countedRows(telemetry.ledger));
      const errors = telemetry.errors.entries().map(({ code, message }) => `${code} ${message}`);
      observe(of(DetectorLoop, "recover"), fact("errors"), errors);
      observe(of(DetectorLoop, "recover"), fact("done up to"), control.doneRecordSeq(THREAD));
      observe(of(DetectorLoop, "recover"), fact("flushes"), notes.splice(0));
      loop.run();
      observe(of(DetectorLoop, "recover"), fact("goes on with"), notes);
    }
  }
}

function observeReconciliation(observe: Observe): void {
  for (const [entered, produced, nextSeq] of [
    [5, 5, 5],
    [7, 4, 7],
    [7, 4, 5],
    [2 ** 32 + 3, 2 ** 32 + 3, 1],
    [2 ** 32 + 3, 2 ** 32, 3],
  ] as const) {
    const { parts, telemetry, sink } = newRig();
    telemetry.ledger.enter(7, entered);
    telemetry.ledger.produce(6, produced);
    sink.nextSeq = nextSeq;
    new DetectorLoop(parts).recover();
    const fact = `entered ${entered}, produced ${produced}, next ${nextSeq}`;
    observe("#reconcileEvents", fact, countedRows(telemetry.ledger));
  }
}
