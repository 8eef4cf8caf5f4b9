import { expect, test } from "bun:test";
import fc from "fast-check";
import { LIMITS, NotingLink, rowOf } from "../cases-fixture.ts";
import type { FeedHistory } from "../frames/feed-history.ts";
import { contextOf, listingFrame, newFeed } from "./client-fixture.ts";
import { ClientPairs } from "./client-pairs.ts";
import { ClientResume } from "./client-resume.ts";
import { ClientSender } from "./client-sender.ts";

const FRAME = "frame";
const RESET = "reset";
const NEXT = "next";

function add(feed: FeedHistory, entry: typeof FRAME | typeof RESET): void {
  if (entry === RESET) feed.addReset("{}");
  else feed.addFrame(listingFrame([rowOf({})], feed.latestSeq + 1));
}

/** Why the client cannot go on behind `seq`; none when it can. */
function reasonOf({ latestSeq }: FeedHistory, seq: number): "none" | "ahead" | "history" {
  if (seq > latestSeq) return "ahead";
  return seq < latestSeq - LIMITS.resumeFramesMax ? "history" : "none";
}

test("a replay gives every entry once, in order, or says that it was overtaken", () => {
  const seen = new Set<string>();
  const anEntry = fc.constantFrom(FRAME, RESET);
  const before = fc.array(anEntry, { maxLength: 8 });
  const steps = fc.array(fc.constantFrom(FRAME, RESET, NEXT, NEXT), { maxLength: 30 });
  fc.assert(
    fc.property(before, fc.nat(9), steps, (entries, seq, wanted) => {
      const feed = newFeed();
      for (const entry of entries) add(feed, entry);
      const link = new NotingLink();
      const context = contextOf({ feed });
      const sender = new ClientSender(link, context, new ClientPairs(context.ledger));
      const resume = new ClientResume(feed, sender);
      const reason = reasonOf(feed, seq);
      const recovered = reason === "none";
      const frames = recovered ? feed.latestSeq - seq : 0;

      expect(resume.begin({ epoch: "run-1", seq })).toBe(recovered);
      expect(resume.sendAnswer()).toBe(true);
      const said = recovered ? seq : feed.latestSeq;
      const answer = JSON.stringify({ recovered, reason, frames });
      expect(link.take()).toEqual([`resume ${answer} @${said}`]);

      let given = seq;
      for (const step of wanted) {
        if (step !== NEXT) add(feed, step);
        else if (resume.isReplaying) {
          const end = reasonOf(feed, given) === "history" ? "overtaken" : "complete";
          const isEnd = end === "overtaken" || given === feed.latestSeq;
          const next = resume.next();
          if (typeof next !== "string") given += 1;
          expect(typeof next === "string" ? next : next.seq).toBe(isEnd ? end : given);
          const state = [resume.isReplaying, resume.hasAnswer];
          expect(state).toEqual([!isEnd, isEnd && end === "overtaken"]);
          if (isEnd) seen.add(end);
        }
      }
    }),
  );
  // The property saw both ends.
  expect(seen.size).toBe(2);
});
