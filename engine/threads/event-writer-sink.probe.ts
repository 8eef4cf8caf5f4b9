/** Known answers of event-writer-sink.ts. */
import { EVENT_BYTES } from "#codec";
import type { Observe, Probe } from "#schemas";
import { type Control, ThreadLedger } from "#telemetry";
import { countedRows } from "../probe-fixture.ts";
import { createRing, GatedConsumer, GatedProducer, openRing } from "../ring/index.ts";
import { RingEventSink } from "./event-writer-sink.ts";

function run(observe: Observe): void {
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
    "constructor",
    "slots of the ring",
    sink.view.u8.byteOffset - openRing(ring).view.u8.byteOffset,
  );
  observe("claim", "again before commit", [sink.claim(), sink.claim()]);
  sink.commit();
  observe("commit", "ledger", countedRows(ledger));
  observe("commit", "next slot and sequence", [sink.claim(), sink.nextSeq]);
  observe("commit", "publishes nothing", reader.lag);
  sink.commit();
  observe("mark", "before", new GatedProducer(ring).pending);
  sink.mark();
  observe("mark", "what a successor would publish", new GatedProducer(ring).pending);
  sink.flush();
  observe("flush", "publishes", reader.lag);
  for (let i = 2; i < 16; i++) {
    sink.claim();
    sink.commit();
  }
  observe("claim", "waits for room", sink.claim());
  observe("claim", "beats after the wait", beats);
  observe("claim", "publishes before the wait", reader.lag);
  observe("commit", "ledger of all", countedRows(ledger));
}

export const eventWriterSinkProbe: Probe = {
  name: "event-writer-sink",
  stage: "event-ring",
  file: "engine/threads/event-writer-sink.ts",
  needs: ["ring-layout", "gated-producer", "gated-consumer", "ledger", "errors", "stages"],
  run,
};
