/** Known answers of event-writer-sink.ts. */
import { EVENT_BYTES } from "#codec";
import { createRing, GatedConsumer, GatedProducer, openRing } from "#engine/ring";
import { type Control, ThreadLedger } from "#engine/telemetry";
import { type Observe, of } from "#schemas";
import { countedRows } from "../../testing/cases-fixture.ts";
import { RingEventSink } from "./event-writer-sink.ts";

export default function run(observe: Observe): void {
  const ring = createRing({ slots: 16, slotBytes: EVENT_BYTES, consumers: 1, overrun: "gate" });
  const reader = new GatedConsumer(ring, 0);
  const ledger = ThreadLedger.detached();
  const beats: number[] = [];
  const control = {
    // Room comes with the heartbeat, that is after the sleep.
    beat: (thread: number) => {
      beats.push(thread);
      reader.advance(1);
    },
  } as unknown as Control;
  const sink = new RingEventSink(ring, control, ledger, 7);
  observe(
    of(RingEventSink, "constructor"),
    "slots of the ring",
    sink.view.u8.byteOffset - openRing(ring).view.u8.byteOffset,
    0,
  );
  observe(of(RingEventSink, "claim"), "again before commit", [sink.claim(), sink.claim()], [0, 0]);
  sink.commit();
  observe(of(RingEventSink, "commit"), "ledger", countedRows(ledger), {
    "event-ring": { dropped: {}, errored: {}, filtered: {}, in: 1, out: 0, produced: 0 },
  });
  observe(
    of(RingEventSink, "commit"),
    "next slot and sequence",
    [sink.claim(), sink.nextSeq],
    [1, 1],
  );
  observe(of(RingEventSink, "commit"), "publishes nothing", reader.lag, 0);
  sink.commit();
  observe(of(RingEventSink, "mark"), "before", new GatedProducer(ring).pending, 0);
  sink.mark();
  observe(
    of(RingEventSink, "mark"),
    "what a successor would publish",
    new GatedProducer(ring).pending,
    2,
  );
  sink.flush();
  observe(of(RingEventSink, "flush"), "publishes", reader.lag, 2);
  for (let i = 2; i < 16; i++) {
    sink.claim();
    sink.commit();
  }
  observe(of(RingEventSink, "claim"), "waits for room", sink.claim(), 0);
  observe(of(RingEventSink, "claim"), "beats after the wait", beats, [7]);
  observe(of(RingEventSink, "claim"), "publishes before the wait", reader.lag, 15);
  observe(of(RingEventSink, "commit"), "ledger of all", countedRows(ledger), {
    "event-ring": { dropped: {}, errored: {}, filtered: {}, in: 16, out: 0, produced: 0 },
  });
}
