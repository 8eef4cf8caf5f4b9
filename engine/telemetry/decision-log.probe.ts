/** Known answers of decision-log.ts: watching, writing, and what is kept. */
import { asEpochUs, asSymbolId } from "#codec";
import type { Observe, Probe } from "#schemas";
import {
  DECISION_LOG_BYTES,
  DECISIONS_KEPT,
  DecisionLog,
  DecisionReader,
  WATCHED_MAX,
} from "./decision-log.ts";
import { DECIDE_HIGH, DECIDE_RECORD, gateId } from "./gates.ts";

function rig() {
  const buffer = new SharedArrayBuffer(DECISION_LOG_BYTES);
  return { buffer, log: new DecisionLog(buffer), reader: new DecisionReader(buffer) };
}

function run(observe: Observe): void {
  observe("DECISION_LOG_BYTES", "value", [DECISION_LOG_BYTES, WATCHED_MAX, DECISIONS_KEPT]);
  observeWatching(observe);
  observeNotes(observe);
  observeShedding(observe);
}

function observeWatching(observe: Observe): void {
  const { buffer, log, reader } = rig();
  const seen = (...ids: number[]) => {
    return ids.map((id) => {
      log.begin(asSymbolId(id), 0, asEpochUs(0));
      return log.isOn;
    });
  };
  observe("refresh", "nothing", [log.refresh(), seen(1, 0)]);
  reader.watch([7, 9]);
  observe("begin", "before it was told", seen(7, 9));
  observe("refresh", "two", [log.refresh(), seen(7, 8, 9, 0)]);
  log.begin(asSymbolId(9), 0, asEpochUs(0));
  log.end();
  observe("end", "is off", log.isOn);
  observe("constructor", "a successor watches", new DecisionLog(buffer).refresh());
  reader.watch(Array.from({ length: WATCHED_MAX + 1 }, (_, i) => i + 1));
  observe("watch", "at most", [log.refresh(), seen(1, WATCHED_MAX, WATCHED_MAX + 1, 9)]);
  reader.watch([]);
  observe("watch", "nothing any more", [log.refresh(), seen(1)]);
}

function observeNotes(observe: Observe): void {
  const { buffer, log, reader } = rig();
  log.note(DECIDE_HIGH, gateId("beyond"), true, 1, 2);
  reader.watch([7, 9]);
  log.refresh();
  for (const symbolId of [7, 8, 9, 7]) {
    log.begin(asSymbolId(symbolId), symbolId * 10, asEpochUs(5e15 + symbolId));
    log.note(DECIDE_RECORD, gateId("admitted"), true, 12.5, 100);
    log.note(DECIDE_HIGH, gateId("cooldown"), false, 0.4, 1);
    log.end();
    log.note(DECIDE_HIGH, gateId("event"), true, 1, 1);
  }
  for (const symbolId of [7, 8, 9])
    observe("read", `of ${symbolId}`, reader.read(asSymbolId(symbolId)));
  observe("note", "words", [...new Float64Array(buffer, 256, 12)]);
  observe("note", "written", new Int32Array(buffer)[32]);
}

function observeShedding(observe: Observe): void {
  const { log, reader } = rig();
  reader.watch([1]);
  log.refresh();
  const write = (count: number) => {
    for (let i = 0; i < count; i++) {
      log.begin(asSymbolId(1), i, asEpochUs(0));
      log.note(DECIDE_RECORD, gateId("admitted"), true, i, 0);
    }
  };
  for (const count of [DECISIONS_KEPT, 1, 100]) {
    write(count);
    const { decisions, shed } = reader.read(asSymbolId(1));
    const ends = [decisions[0]?.recordSeq, decisions.at(-1)?.recordSeq];
    observe("read", `${count} more`, [decisions.length, shed, ...ends]);
  }
}

export const decisionLogProbe: Probe = {
  name: "decision-log",
  stage: "detect",
  file: "engine/telemetry/decision-log.ts",
  needs: ["gates", "decisions"],
  run,
};
