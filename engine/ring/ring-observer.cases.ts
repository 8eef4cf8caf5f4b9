/** Known answers of ring-observer.ts: what is whole, what is missed, and that the ring stays as it is. */
import { type Observe, of } from "#schemas";
import { newRing, nonZero, SLOT_BYTES, SLOTS, wordsOf } from "./ring-cases-fixture.ts";
import { CLAIM_I32, cursorI32, TAIL_I32 } from "./ring-layout.ts";
import { RingObserver } from "./ring-observer.ts";

const AHEAD = 4;
const U32_PER_SLOT = SLOT_BYTES / 4;

/** The sequence that each copied slot holds, as the rig wrote it into first and last word. */
function copied(observer: RingObserver, count: number): number[][] {
  return Array.from({ length: count }, (_, i) => {
    const at = i * U32_PER_SLOT;
    return [observer.view.u32[at], observer.view.u32[at + U32_PER_SLOT - 1]];
  });
}

/** A ring whose slots name the sequences last written, from `first` on, and whose tail is behind them. */
function rig(overrun: "gate" | "drop-oldest", first: number, consumers = 1) {
  const buffer = newRing(overrun, consumers, first);
  const words = wordsOf(buffer);
  const slotsAt = words.length - SLOTS * U32_PER_SLOT;
  const observer = new RingObserver(buffer, AHEAD, 8);
  let nextSeq = first;
  const publish = (count: number) => {
    for (let i = 0; i < count; i++) {
      const at = slotsAt + (nextSeq & (SLOTS - 1)) * U32_PER_SLOT;
      words.fill((nextSeq - first) | 0, at, at + U32_PER_SLOT);
      nextSeq = (nextSeq + 1) | 0;
    }
    words[TAIL_I32] = nextSeq;
    words[CLAIM_I32] = nextSeq;
    for (let i = 0; i < consumers; i++) words[cursorI32(i)] = nextSeq;
  };
  return { words, observer, publish };
}

export default function run(observe: Observe): void {
  for (const overrun of ["gate", "drop-oldest"] as const) {
    for (const first of [0, 0x7fff_fffc, -5]) observeReading(observe, overrun, first);
  }
  observeBounds(observe);
  observeSkip(observe);
  const { observer } = rig("gate", 0);
  observe(
    of(RingObserver, "constructor"),
    "batch and slots",
    [observer.batchMax, observer.view.u8.length],
    [8, 512],
  );
  observe(
    of(RingObserver, "constructor"),
    "largest batch",
    new RingObserver(newRing("gate"), AHEAD).batchMax,
    8,
  );
}

function observeReading(observe: Observe, overrun: "gate" | "drop-oldest", first: number): void {
  const { words, observer, publish } = rig(overrun, first);
  const fact = (what: string) => `${what}, ${overrun} from ${first}`;
  observe(of(RingObserver, "poll"), fact("empty"), [observer.poll(), observer.waiting]);
  publish(3);
  const before = nonZero(words);
  observe(of(RingObserver, "waiting"), fact("three"), observer.waiting);
  observe(of(RingObserver, "poll"), fact("three, copied"), copied(observer, observer.poll()));
  observe(
    of(RingObserver, "poll"),
    fact("writes nothing"),
    JSON.stringify(nonZero(words)) === JSON.stringify(before),
  );
  publish(10);
  observe(of(RingObserver, "poll"), fact("a batch"), copied(observer, observer.poll()));
  observe(of(RingObserver, "poll"), fact("the rest"), copied(observer, observer.poll()));
  observe(of(RingObserver, "missed"), fact("nothing"), observer.missed);
  publish(SLOTS + 9);
  observe("#passOverwritten", fact("after a lap"), copied(observer, observer.poll()));
  observe(of(RingObserver, "missed"), fact("after a lap"), observer.missed);
}

/** How many records can be copied when so many were published and the bound lies so. */
function observeBounds(observe: Observe): void {
  for (const published of [SLOTS - AHEAD - 1, SLOTS - AHEAD, SLOTS - AHEAD + 1]) {
    const { observer, publish } = rig("gate", 0);
    publish(published);
    observe("#boundSeq", `gate, ${published} published`, [observer.poll(), observer.missed]);
  }
  for (const slowest of [0, 1, 2]) {
    const { words, observer, publish } = rig("gate", 0, 2);
    publish(SLOTS);
    words[cursorI32(1)] = slowest;
    observe("#boundSeq", `gate, a reader at ${slowest}`, [observer.poll(), observer.missed]);
  }
  for (const ahead of [0, 1, 2]) {
    const { words, observer, publish } = rig("drop-oldest", 0);
    publish(SLOTS - 1);
    words[CLAIM_I32] = SLOTS - 1 + ahead;
    observe("#boundSeq", `drop-oldest, ${ahead} claimed`, [observer.poll(), observer.missed]);
  }
  const { words, observer, publish } = rig("drop-oldest", 0);
  publish(4);
  words[CLAIM_I32] = 4 * SLOTS;
  observe(
    of(RingObserver, "poll"),
    "gives up for now",
    [observer.poll(), observer.missed, observer.waiting],
    [0, 4, 0],
  );
}

function observeSkip(observe: Observe): void {
  const { observer, publish } = rig("gate", 0);
  publish(5);
  observer.skip();
  observe(
    of(RingObserver, "skip"),
    "passes all",
    [observer.missed, observer.waiting, observer.poll()],
    [5, 0, 0],
  );
}
