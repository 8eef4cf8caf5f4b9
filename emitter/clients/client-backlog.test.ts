import { expect, test } from "bun:test";
import fc from "fast-check";
import { asSymbolId } from "#codec";
import { STAGE_SEND, unaccounted } from "#engine/telemetry";
import { NotingLink, rowOf } from "../cases-fixture.ts";
import { ClientBacklog } from "./client-backlog.ts";
import { contextOf } from "./client-fixture.ts";
import { ClientPairs } from "./client-pairs.ts";
import { ClientSender } from "./client-sender.ts";

/** Rows by symbol of a frame, a new session, a message that is refused or taken. */
type Step = readonly number[] | "reset" | "refuse" | "send";

class Rig {
  readonly link: NotingLink = new NotingLink();
  readonly context = contextOf();
  readonly pairs: ClientPairs = new ClientPairs(this.context.ledger);
  readonly sender: ClientSender = new ClientSender(this.link, this.context, this.pairs);
  readonly backlog: ClientBacklog = new ClientBacklog(this.context, this.pairs, this.sender);
  /** Frame of the newest row of each symbol and list, and what was sent of them. */
  readonly newest: Map<string, number> = new Map();
  readonly sent: string[] = [];

  take(step: Step): void {
    const { backlog, sender } = this;
    if (step === "reset") {
      sender.offeredSeq += 1;
      backlog.reset("{}");
      // The lists of the session begin anew: highs and lows.
      for (const key of this.newest.keys()) if (!key.endsWith("/2")) this.newest.delete(key);
    } else if (typeof step === "object") this.#keep(step);
    else if (!backlog.isEmpty) this.#send(step === "send");
  }

  #keep(symbolIds: readonly number[]): void {
    const frameSeq = this.sender.offeredSeq + 1;
    const rows = symbolIds.map((symbolId) => {
      const list = symbolId % 3;
      this.newest.set(`${symbolId}/${list}`, frameSeq);
      return rowOf({
        symbolId: asSymbolId(symbolId),
        list,
        frameSeq,
        text: `${symbolId}/${list}/${frameSeq}`,
      });
    });
    this.pairs.offer(rows.length);
    this.sender.offeredSeq = frameSeq;
    this.backlog.keep(rows);
  }

  #send(isTaken: boolean): void {
    const before = [this.backlog.size, this.sender.saidSeq];
    this.link.result = isTaken ? 1 : 0;
    expect(this.backlog.sendNext()).toBe(isTaken);
    const [note = ""] = this.link.take();
    if (!isTaken) {
      expect([this.backlog.size, this.sender.saidSeq]).toEqual(before);
      return;
    }
    const seq = Number(note.match(/@(\d+)$/)?.[1]);
    expect(seq).toBeGreaterThanOrEqual(before[1]!);
    for (const row of note.match(/\d+\/\d\/\d+/g) ?? []) {
      const [symbolId, list, frameSeq] = row.split("/");
      expect(this.newest.get(`${symbolId}/${list}`)).toBe(Number(frameSeq));
      this.newest.delete(`${symbolId}/${list}`);
      this.sent.push(row);
    }
    // What the message says is true: nothing of those frames is still to come.
    for (const frameSeq of this.newest.values()) expect(frameSeq).toBeGreaterThan(seq);
  }

  check(): void {
    const { offered, delivered, conflated, closed } = this.pairs.counts;
    expect(offered).toBe(delivered + conflated + closed + this.backlog.size);
    expect(unaccounted(this.context.ledger.row(STAGE_SEND))).toBe(this.backlog.size);
    expect(this.backlog.size).toBe(this.newest.size);
    expect(this.sent.length).toBe(delivered);
  }
}

const aStep: fc.Arbitrary<Step> = fc.oneof(
  // More rows than a frame of the catch-up holds, at times.
  fc.array(fc.nat(20), { maxLength: 12 }),
  fc.nat(400).map((count) => Array.from({ length: count }, (_, i) => i)),
  fc.constantFrom("reset", "refuse", "send", "send"),
);

test("a row that waits leaves once, newest per symbol, and the numbers are true", () => {
  fc.assert(
    fc.property(fc.array(aStep, { maxLength: 40 }), (steps) => {
      const rig = new Rig();
      for (const step of steps) {
        rig.take(step);
        rig.check();
      }
      const { size } = rig.backlog;
      rig.backlog.loseAll();
      rig.newest.clear();
      rig.check();
      expect(rig.pairs.counts.closed).toBe(size);
    }),
  );
});
