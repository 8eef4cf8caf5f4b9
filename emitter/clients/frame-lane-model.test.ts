/**
 * Any order of joins, departures, filters, stalls and emissions, against a model of the server that
 * holds back, buffers and refuses as the real one does (bun-edge-server.test.ts holds it to that).
 */
import { expect, test } from "bun:test";
import fc from "fast-check";
import { asEpochUs, asSymbolId } from "#codec";
import { ErrorLog, STAGE_SEND, ThreadLedger, unaccounted } from "#engine/telemetry";
import { LIMITS, rowOf } from "../cases-fixture.ts";
import { EdgeFrame } from "../frames/edge-frame.ts";
import { NO_OBSERVER } from "../frames/edge-observer.ts";
import { FeedHistory } from "../frames/feed-history.ts";
import {
  type ClientLink,
  SEND_BUFFERED,
  SEND_REFUSED,
  type SendResult,
} from "../server/client-link.ts";
import type { Client } from "./client.ts";
import { ClientHub } from "./client-hub.ts";
import { statsOf } from "./client-stats.ts";
import { FrameLane, type Topics } from "./frame-lane.ts";

/** What a publish holds back: so many messages below so many bytes. */
const HELD_BACK_MAX = 32;
const HELD_BACK_BYTES_BELOW = 16 * 1024;
/** Rows of the largest frame. */
const ROWS_MAX = 60;
/** Where the server refuses: what is held back fits above bufferedBytesMax. */
const ROOM_BYTES = HELD_BACK_MAX * HELD_BACK_BYTES_BELOW;

/** How much it takes to be slow, and the characters of a row: small ones are held back. */
interface Scale {
  bufferedBytesMax: number;
  rowCharacters: number;
}

/** A message as the model carries it: the text itself, and what it says. */
interface Message {
  text: string;
  seq: number;
}

class ModelLink implements ClientLink {
  readonly endpoint = "/ws";
  readonly remoteAddress = "model";
  readonly loadsLate = false;
  readonly got: Message[] = [];
  readonly topics: Set<string> = new Set();
  heldBack: Message[] = [];
  buffered = 0;
  isStalled = false;
  lost = 0;
  readonly #bytesMax: number;

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
  }

  carries(): boolean {
    return true;
  }

  /** Sends what was published before, then this: the order is kept. */
  send(event: string, dataText: string, seq: number): SendResult {
    this.endTurn();
    return this.take({ text: `${event} ${dataText}`, seq });
  }

  take(message: Message): SendResult {
    if (this.buffered > this.#bytesMax) {
      this.lost += 1;
      return SEND_REFUSED;
    }
    this.got.push(message);
    if (this.isStalled) this.buffered += message.text.length;
    return SEND_BUFFERED;
  }

  endTurn(): void {
    for (const message of this.heldBack.splice(0)) this.take(message);
  }

  subscribe(topic: string): boolean {
    this.topics.add(topic);
    return true;
  }

  unsubscribe(topic: string): void {
    this.topics.delete(topic);
  }

  bufferedBytes(): number {
    return this.buffered;
  }

  end(): void {
    this.endTurn();
  }

  close(): void {
    this.endTurn();
  }
}

class ModelServer implements Topics {
  readonly links: Set<ModelLink> = new Set();
  seq = 0;
  /** Subscribers above bufferedBytesMax at a publish: the lane promises that there are none. */
  slow = 0;
  readonly #bufferedBytesMax: number;

  constructor(bufferedBytesMax: number) {
    this.#bufferedBytesMax = bufferedBytesMax;
  }

  numSubscribers(topic: string): number {
    return [...this.links].filter(({ topics }) => topics.has(topic)).length;
  }

  publish(topic: string, text: string): number {
    for (const link of this.links) {
      if (!link.topics.has(topic)) continue;
      if (link.buffered > this.#bufferedBytesMax) this.slow += 1;
      link.heldBack.push({ text, seq: this.seq });
      const isSmall = text.length < HELD_BACK_BYTES_BELOW;
      if (!isSmall || link.heldBack.length === HELD_BACK_MAX) link.endTurn();
    }
    return text.length;
  }

  endTurn(): void {
    for (const link of this.links) link.endTurn();
  }
}

type Member = { client: Client; link: ModelLink; isWhole: boolean };

class Rig {
  readonly server: ModelServer;
  readonly ledger: ThreadLedger = ThreadLedger.detached();
  readonly feed: FeedHistory = new FeedHistory("run-1", 8, 1e7);
  readonly members: Member[] = [];
  readonly gone: Member[] = [];
  readonly hub: ClientHub;
  readonly #scale: Scale;
  #row = 0;

  constructor(scale: Scale) {
    this.#scale = scale;
    this.server = new ModelServer(scale.bufferedBytesMax);
    const { ledger, feed } = this;
    const errors = ErrorLog.detached();
    const context = {
      ledger,
      errors,
      feed,
      bufferedBytesMax: scale.bufferedBytesMax,
      quietFrame: () => new EdgeFrame([], "{}", asEpochUs(0), feed.latestSeq),
      historyRows: () => [],
      observer: NO_OBSERVER,
    };
    const textOf = ({ text, seq }: EdgeFrame) => {
      this.server.seq = seq;
      return `stock_data ${text}`;
    };
    const lane = new FrameLane("/ws", textOf, this.server, context);
    this.hub = new ClientHub(context, { ...LIMITS, slowClientCloseMs: 1e9 }, errors, [lane]);
  }

  join(resume?: { epoch: string; seq: number }): void {
    const link = new ModelLink(this.#scale.bufferedBytesMax + ROOM_BYTES);
    this.server.links.add(link);
    const client = this.hub.add(link, "{}", resume === undefined ? {} : { resume });
    this.members.push({ client, link, isWhole: resume === undefined });
  }

  leave(index: number): void {
    const [member] = this.members.splice(index, 1);
    if (member === undefined) return;
    member.link.endTurn();
    this.server.links.delete(member.link);
    this.hub.remove(member.client);
    this.gone.push(member);
  }

  emit(rows: number): void {
    const seq = this.feed.latestSeq + (rows > 0 ? 1 : 0);
    const some = Array.from({ length: rows }, () => {
      this.#row += 1;
      const symbolId = asSymbolId(this.#row % 5);
      const text = `"${String(this.#row).padEnd(this.#scale.rowCharacters)}"`;
      return rowOf({ symbolId, symbol: `S${symbolId}`, text });
    });
    for (const row of some) row.frameSeq = seq;
    const frame = new EdgeFrame(some, "{}", asEpochUs(0), seq);
    if (rows > 0) this.feed.addFrame(frame);
    this.hub.offer(frame);
  }

  reset(): void {
    const seq = this.feed.addReset("{}");
    for (const { client } of this.members) client.resetSession("{}", seq);
  }

  check(): void {
    let inLane = 0;
    for (const { client, link } of [...this.members, ...this.gone]) {
      const { offered, filteredUniverse, filteredFilters, ...counts } = statsOf(client);
      const { delivered, conflated, closed, pending } = counts;
      const parts = filteredUniverse + filteredFilters + delivered + conflated + closed + pending;
      expect(parts).toBe(offered);
      expect(link.lost).toBe(0);
      expect(link.topics.has("/ws")).toBe(client.isInLane);
      if (client.isInLane) inLane += 1;
      if (client.universe !== null) expect(client.isInLane).toBe(false);
    }
    expect(this.server.slow).toBe(0);
    expect(this.server.numSubscribers("/ws")).toBe(inLane);
    expect(unaccounted(this.ledger.row(STAGE_SEND))).toBe(this.hub.pendingRows);
  }
}

/** Rows in the frames of a client, in order. */
function rowsOf({ got }: ModelLink): string[] {
  return got.flatMap(({ text }) => [...text.matchAll(/"(\d+) *"/g)].map(([, row]) => row!));
}

const OF_A_MEMBER = [
  "leave",
  "come back",
  "narrow",
  "widen",
  "stall",
  "read",
  "answer",
  "snapshot",
] as const;

type Step =
  | { kind: "join" | "reset" | "turn" | "service" }
  | { kind: (typeof OF_A_MEMBER)[number]; who: number }
  | { kind: "emit"; rows: number };

function take(rig: Rig, step: Step): void {
  if ("rows" in step) rig.emit(step.rows);
  else if ("who" in step) takeOfMember(rig, step.kind, step.who % Math.max(rig.members.length, 1));
  else if (step.kind === "join") rig.join();
  else if (step.kind === "reset") rig.reset();
  else if (step.kind === "turn") rig.server.endTurn();
  else rig.hub.service(0);
}

function takeOfMember(rig: Rig, kind: Step["kind"], index: number): void {
  const member = rig.members[index];
  if (member === undefined) return;
  const { client, link } = member;
  if (kind === "leave" || kind === "come back") rig.leave(index);
  if (kind === "come back") {
    rig.join({ epoch: "run-1", seq: Math.max(0, rig.feed.latestSeq - 2) });
  }
  if (kind === "narrow") client.universe = new Set(["S1", "S3"]);
  if (kind === "answer") client.sendTransient("pong", "{}");
  if (kind === "snapshot") client.sendSnapshot();
  if (kind === "widen") client.universe = null;
  if (kind === "stall") link.isStalled = true;
  if (kind === "narrow" || kind === "stall") member.isWhole = false;
  if (kind === "read") {
    link.isStalled = false;
    link.buffered = 0;
    client.catchUp();
  }
}

const aStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant("emit"), rows: fc.nat(ROWS_MAX) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom("join", "turn", "reset", "service") }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom(...OF_A_MEMBER),
      who: fc.nat(9),
    }),
  },
) as fc.Arbitrary<Step>;

test.each([
  { bufferedBytesMax: 1000, rowCharacters: 6, runs: 100, leastSeen: 1000 },
  { bufferedBytesMax: 700_000, rowCharacters: 4000, runs: 12, leastSeen: 20 },
])("every pair ends once, in the counts of its client and in the ledger: %o", (scale) => {
  let shared = 0;
  let conflated = 0;
  fc.assert(
    fc.property(fc.array(aStep, { minLength: 20, maxLength: 120, size: "max" }), (steps) => {
      const rig = new Rig(scale);
      for (let i = 0; i < 3; i++) rig.join();
      for (const step of steps) {
        take(rig, step);
        rig.check();
        shared += rig.members.filter(({ client }) => client.isInLane).length;
      }
      rig.server.endTurn();
      for (const { client, link, isWhole } of [...rig.members, ...rig.gone]) {
        const rows = rowsOf(link);
        expect(rows.length).toBe(client.counts.delivered);
        expect(new Set(rows).size).toBe(rows.length);
        const seqs = link.got.map(({ seq }) => seq);
        expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
        expect(link.got.length).toBe(client.counts.messages);
        // one row after the other, without a hole, for who took everything and at once
        if (isWhole && rows.length > 0) {
          const first = Number(rows[0]);
          expect(rows).toEqual(rows.map((_, i) => String(first + i)));
        }
        conflated += client.counts.conflated;
      }
      while (rig.members.length > 0) rig.leave(0);
      rig.check();
      expect(unaccounted(rig.ledger.row(STAGE_SEND))).toBe(0);
    }),
    { numRuns: scale.runs },
  );
  // the property saw what it is about
  expect(shared).toBeGreaterThan(scale.leastSeen);
  expect(conflated).toBeGreaterThan(scale.leastSeen);
});
