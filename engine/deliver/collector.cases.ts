/** Known answers of collector.ts: one order out of many rings, and nothing before its time. */
import { EVENT_BYTES, EVENT_F64, EVENT_RECORD_SEQ_F64 } from "#codec";
import { createRing, GatedProducer, ringLag } from "#engine/ring";
import { Control, ThreadLedger } from "#engine/telemetry";
import { type Observe, of } from "#schemas";
import { countedRows } from "../testing/cases-fixture.ts";
import { Collector } from "./collector.ts";

const RINGS = 3;
const SLOTS = 16;

function newRig() {
  const rings = Array.from({ length: RINGS }, () =>
    createRing({ slots: SLOTS, slotBytes: EVENT_BYTES, consumers: 1, overrun: "gate" }),
  );
  const producers = rings.map((ring) => new GatedProducer(ring));
  const control = new Control(new SharedArrayBuffer(1024));
  const ledger = ThreadLedger.detached();
  const collector = new Collector(rings, control, ledger);
  /** Puts events of these records into a ring. */
  const put = (ring: number, ...recordSeqs: number[]) => {
    const producer = producers[ring]!;
    for (const recordSeq of recordSeqs) {
      const slot = producer.claim();
      producer.view.f64[slot * EVENT_F64 + EVENT_RECORD_SEQ_F64] = recordSeq;
      producer.view.f64[slot * EVENT_F64 + EVENT_RECORD_SEQ_F64 + 1] = ring;
      producer.commit();
    }
    producer.flush();
  };
  /** Every record below these is done, worker by worker. */
  const done = (...recordSeqs: number[]) => {
    for (const [i, recordSeq] of recordSeqs.entries()) control.setDone(2 + i, recordSeq);
  };
  /** Takes at most `max`; tells `record@ring` and how many were said to be taken. */
  const collect = (max: number) => {
    const taken: string[] = [];
    const total = collector.collect((view, slot) => {
      if (taken.length === max) return false;
      const at = slot * EVENT_F64 + EVENT_RECORD_SEQ_F64;
      taken.push(`${view.f64[at]}@${view.f64[at + 1]}`);
      return true;
    });
    return { total, taken, waiting: collector.waiting };
  };
  const lags = () => producers.map(({ memory }) => ringLag(memory, 0));
  return { ledger, put, done, collect, collector, lags };
}

export default function run(observe: Observe): void {
  observeOne(observe);
  const { put, done, collect, collector, lags } = newRig();
  done(20, 20, 20);
  put(0, 1, 4, 4, 9);
  put(1, 2, 7);
  put(2, 3, 8, 10);
  observe(of(Collector, "waiting"), "all rings", collector.waiting, 9);
  observe(of(Collector, "collect"), "two at most", collect(2), {
    taken: ["1@0", "2@1"],
    total: 2,
    waiting: 7,
  });
  observe("#release", "frees what was taken", lags(), [3, 1, 3]);
  observe("#earliest", "the rest in order", collect(99), {
    taken: ["3@2", "4@0", "4@0", "7@1", "8@2", "9@0", "10@2"],
    total: 7,
    waiting: 0,
  });
  observe("#release", "frees everything", lags(), [0, 0, 0]);
  observeBatches(observe);
  observeWatermarks(observe);
}

/** One ring alone: what is taken, counted and refused. */
function observeOne(observe: Observe): void {
  const { ledger, put, done, collect } = newRig();
  done(20, 20, 20);
  observe(of(Collector, "collect"), "nothing", collect(99), { taken: [], total: 0, waiting: 0 });
  put(0, 5, 6, 7);
  observe(of(Collector, "collect"), "a refusal leaves the event", collect(0), {
    taken: [],
    total: 0,
    waiting: 3,
  });
  observe(of(Collector, "collect"), "one", collect(1), { taken: ["5@0"], total: 1, waiting: 2 });
  observe(of(Collector, "collect"), "all", collect(99), {
    taken: ["6@0", "7@0"],
    total: 2,
    waiting: 0,
  });
  observe(of(Collector, "collect"), "ledger", countedRows(ledger), {
    "event-ring": { dropped: {}, errored: {}, filtered: {}, in: 0, out: 3, produced: 3 },
  });
}

/** More events than a poll gives: half a ring. */
function observeBatches(observe: Observe): void {
  const { put, done, collect } = newRig();
  put(0, ...Array.from({ length: 16 }, (_, i) => 2 * i));
  put(1, ...Array.from({ length: 12 }, (_, i) => 3 * i));
  done(99, 99, 99);
  observe("#poll", "polls again after each batch", collect(99));
  put(0, 40, 41);
  put(1, 40);
  observe("#poll", "and again in the next round", collect(99), {
    taken: ["40@0", "40@1", "41@0"],
    total: 3,
    waiting: 0,
  });
}

function observeWatermarks(observe: Observe): void {
  const slow = newRig();
  slow.put(0, 1, 4, 9);
  slow.put(1, 2);
  observe("#watermarkSeq", "nobody is done", slow.collect(99), { taken: [], total: 0, waiting: 4 });
  slow.done(9, 20, 20);
  observe("#watermarkSeq", "below, not at, the slowest worker's", slow.collect(99), {
    taken: ["1@0", "2@1", "4@0"],
    total: 3,
    waiting: 1,
  });
  for (const ring of [0, 1, 2]) {
    const { put, done, collect } = newRig();
    put(ring, 5);
    done(...[6, 6, 6].map((recordSeq, i) => (i === ring ? 5 : recordSeq)));
    observe("#watermarkSeq", `worker ${ring} is not done`, collect(9));
    done(6, 6, 6);
    observe("#watermarkSeq", `worker ${ring} is done`, collect(9));
  }
  const { put, done, collect } = newRig();
  done(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY);
  put(1, 1e15);
  observe("#watermarkSeq", "everybody has ended", collect(9), {
    taken: ["1000000000000000@1"],
    total: 1,
    waiting: 0,
  });
}
