/** Known answers of ring-layout.ts: measures, words and invariants. */
import { asSeq } from "#codec";
import type { Observe } from "#schemas";
import { failureOf, nonZero, wordsOf } from "./ring-cases-fixture.ts";
import * as layout from "./ring-layout.ts";
import {
  assertRingInvariants,
  claimAhead,
  createRing,
  cursorI32,
  type Overrun,
  openRing,
  type RingGeometry,
  ringBytes,
  ringLag,
} from "./ring-layout.ts";

const GOOD: RingGeometry = { slots: 16, slotBytes: 64, consumers: 2, overrun: "gate" };
/** Below, at and above every bound; a power of two and not. */
const MEASURES: Partial<RingGeometry>[] = [
  {},
  { slots: 8 },
  { slots: 17 },
  { slots: 24 },
  { slots: 4_194_304 },
  { slots: 8_388_608 },
  { slotBytes: 0 },
  { slotBytes: -64 },
  { slotBytes: 32 },
  { slotBytes: 128 },
  { consumers: 0 },
  { consumers: 1 },
  { consumers: 31 },
  { consumers: 32 },
];

export default function run(observe: Observe): void {
  for (const consumer of [0, 1, 30]) {
    observe(cursorI32, `consumer ${consumer}`, layout.cursorI32(consumer));
  }
  for (const slots of [16, 64, 256, 512, 1024]) {
    observe(claimAhead, `${slots} slots`, layout.claimAhead(slots));
  }
  for (const change of MEASURES) {
    const geometry = { ...GOOD, ...change };
    const bytes = failureOf(() => ringBytes(geometry));
    observe(ringBytes, JSON.stringify(change), bytes ?? ringBytes(geometry));
  }
  observeCreation(observe);
  observeLag(observe);
  observeInvariants(observe);
}

function observeCreation(observe: Observe): void {
  for (const overrun of ["gate", "drop-oldest"] as const) {
    const buffer = layout.createRing({ ...GOOD, overrun }, asSeq(5));
    observe(createRing, `${overrun}, bytes`, buffer.byteLength);
    observe(createRing, `${overrun}, words`, nonZero(wordsOf(buffer)));
  }
  observe(createRing, "words from 0", nonZero(wordsOf(layout.createRing(GOOD))), [
    [0, 16],
    [1, 64],
    [2, 2],
  ]);
  const buffer = new SharedArrayBuffer(640 + 3 * 128 + 32 * 128);
  wordsOf(buffer).set([32, 128, 3, 1]);
  const memory = layout.openRing(buffer);
  const { slots, slotBytes, consumers, overrun, words, view } = memory;
  observe(
    openRing,
    "geometry",
    [slots, slotBytes, consumers, overrun, words.length],
    [32, 128, 3, "drop-oldest", 1280],
  );
  observe(
    openRing,
    "where slots begin",
    [view.u8.byteOffset, view.u8.length, view.slotBytes],
    [1024, 4096, 128],
  );
  wordsOf(buffer)[3] = 0;
  observe(openRing, "gate", layout.openRing(buffer).overrun, "gate");
  observe(openRing, "gate, expected", layout.openRing(buffer, "gate").overrun, "gate");
  observe(
    openRing,
    "gate, but the other is expected",
    failureOf(() => layout.openRing(buffer, "drop-oldest")),
    'Error: Invariant: the overrun of this ring is "drop-oldest", was "gate"',
  );
}

function observeLag(observe: Observe): void {
  const buffer = layout.createRing(GOOD);
  const words = wordsOf(buffer);
  const memory = layout.openRing(buffer);
  words[layout.TAIL_I32] = 9;
  words[layout.cursorI32(0)] = 5;
  words[layout.cursorI32(1)] = 2;
  observe(ringLag, "each consumer", [layout.ringLag(memory, 0), layout.ringLag(memory, 1)], [4, 7]);
  words[layout.TAIL_I32] = -0x7fff_fff0;
  words[layout.cursorI32(0)] = 0x7fff_fffc;
  observe(ringLag, "over the wrap", layout.ringLag(memory, 0), 20);
}

/** Words that keep or break an invariant: tail, claim, then cursor and progress of the last reader. */
const STATES: [Overrun, number, number, number, number][] = [
  ["gate", 16, 0, 0, 0],
  ["gate", 17, 0, 0, 0],
  ["gate", 0, 0, 1, 1],
  ["gate", 5, 0, 5, 4],
  ["gate", 16, 0, 0, 16],
  ["gate", 16, 0, 0, 17],
  ["gate", -2_147_483_640, 0, 2_147_483_646, 2_147_483_647],
  ["drop-oldest", 40, 40, 0, 0],
  ["drop-oldest", 0x7fff_ffff, 0x7fff_ffff, 0, 0],
  ["drop-oldest", 5, 4, 5, 5],
  ["drop-oldest", 5, 7, 5, 5],
  ["drop-oldest", 5, 8, 5, 5],
];

function observeInvariants(observe: Observe): void {
  for (const state of STATES) {
    const [overrun, tail, claim, cursor, progress] = state;
    const buffer = layout.createRing({ ...GOOD, overrun });
    const words = wordsOf(buffer);
    words[layout.TAIL_I32] = tail;
    words[layout.CLAIM_I32] = claim;
    words[layout.cursorI32(0)] = tail;
    words[layout.cursorI32(0) + layout.PROGRESS_OFFSET] = tail;
    words[layout.cursorI32(1)] = cursor;
    words[layout.cursorI32(1) + layout.PROGRESS_OFFSET] = progress;
    const failure = failureOf(() => layout.assertRingInvariants(layout.openRing(buffer)));
    observe(assertRingInvariants, JSON.stringify(state), failure ?? "kept");
  }
}
