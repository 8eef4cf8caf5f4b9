/** Known answers of decision-log.ts: watching, writing, and what is kept. */
import { asEpochUs, asSymbolId } from "#codec";
import { type Observe, of } from "#schemas";
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

export default function run(observe: Observe): void {
  observe(
    { DECISION_LOG_BYTES },
    "value",
    [DECISION_LOG_BYTES, WATCHED_MAX, DECISIONS_KEPT],
    [393472, 8, 8192],
  );
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
  observe(
    of(DecisionLog, "refresh"),
    "nothing",
    [log.refresh(), seen(1, 0)],
    [false, [false, false]],
  );
  reader.watch([7, 9]);
  observe(of(DecisionLog, "begin"), "before it was told", seen(7, 9), [false, false]);
  observe(
    of(DecisionLog, "refresh"),
    "two",
    [log.refresh(), seen(7, 8, 9, 0)],
    [true, [true, false, true, false]],
  );
  log.begin(asSymbolId(9), 0, asEpochUs(0));
  log.end();
  observe(of(DecisionLog, "end"), "is off", log.isOn, false);
  observe(
    of(DecisionLog, "constructor"),
    "a successor watches",
    new DecisionLog(buffer).refresh(),
    true,
  );
  reader.watch(Array.from({ length: WATCHED_MAX + 1 }, (_, i) => i + 1));
  observe(
    of(DecisionReader, "watch"),
    "at most",
    [log.refresh(), seen(1, WATCHED_MAX, WATCHED_MAX + 1, 9)],
    [true, [true, true, false, false]],
  );
  reader.watch([]);
  observe(
    of(DecisionReader, "watch"),
    "nothing any more",
    [log.refresh(), seen(1)],
    [false, [false]],
  );
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
    observe(of(DecisionReader, "read"), `of ${symbolId}`, reader.read(asSymbolId(symbolId)));
  observe(
    of(DecisionLog, "note"),
    "words",
    [...new Float64Array(buffer, 256, 12)],
    [21, 7, 70, 5000000000000007, 12.5, 100, 286, 7, 70, 5000000000000007, 0.4, 1],
  );
  observe(of(DecisionLog, "note"), "written", new Int32Array(buffer)[32], 6);
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
    observe(of(DecisionReader, "read"), `${count} more`, [decisions.length, shed, ...ends]);
  }
}
