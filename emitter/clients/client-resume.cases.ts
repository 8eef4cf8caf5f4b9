/** Known answers of client-resume.ts: the answer to a resume, and what a replay gives in which order. */
import { type Observe, of } from "#schemas";
import { NotingLink, rowOf } from "../cases-fixture.ts";
import type { FeedHistory } from "../frames/feed-history.ts";
import { contextOf, listingFrame, threeMissed } from "./client-fixture.ts";
import { ClientPairs } from "./client-pairs.ts";
import { ClientResume } from "./client-resume.ts";
import { ClientSender } from "./client-sender.ts";

function newRig(feed: FeedHistory = threeMissed()) {
  const link = new NotingLink();
  const context = contextOf({ feed });
  const sender = new ClientSender(link, context, new ClientPairs(context.ledger));
  const resume = new ClientResume(feed, sender);
  const state = () => [
    resume.hasAnswer,
    resume.isReplaying,
    sender.saidSeq,
    sender.offeredSeq,
    link.take(),
  ];
  /** What next() gives, in short. */
  const next = () => {
    const given = resume.next();
    return typeof given === "string" ? given : [given.seq, given.resetText ?? given.frame?.text];
  };
  return { feed, link, resume, state, next };
}

export default function run(observe: Observe): void {
  const idle = newRig();
  observe(of(ClientResume, "constructor"), "nothing to do", idle.state(), [false, false, 3, 3, []]);
  observe(
    of(ClientResume, "next"),
    "no replay",
    [idle.next(), idle.state()],
    ["complete", [false, false, 3, 3, []]],
  );
  for (const [epoch, seq] of [
    ["run-1", 0],
    ["run-1", 2],
    ["run-1", 3],
    ["run-1", 4],
    ["run-0", 1],
  ] as const) {
    const { resume, state, next } = newRig();
    const point = `${epoch}, ${seq}`;
    observe(of(ClientResume, "begin"), point, [resume.begin({ epoch, seq }), state()]);
    observe("#answer", point, [resume.sendAnswer(), state()]);
    if (resume.isReplaying)
      observe(of(ClientResume, "next"), point, [next(), next(), next(), next(), state()]);
  }
  observeAnswer(observe);
  observeMeanwhile(observe);
}

function observeAnswer(observe: Observe): void {
  const { link, resume, state } = newRig();
  resume.begin({ epoch: "run-1", seq: 1 });
  link.result = 0;
  observe(
    of(ClientResume, "sendAnswer"),
    "refused: it stays",
    [resume.sendAnswer(), state()],
    [
      false,
      [true, true, 1, 1, ['resume {"recovered":true,"reason":"none","frames":2} @1 refused']],
    ],
  );
  link.result = 1;
  observe(
    of(ClientResume, "sendAnswer"),
    "once",
    [resume.sendAnswer(), resume.sendAnswer(), state()],
    [true, true, [false, true, 1, 1, ['resume {"recovered":true,"reason":"none","frames":2} @1']]],
  );
}

/** The history grows while the client is at it. */
function observeMeanwhile(observe: Observe): void {
  const { feed, resume, state, next } = newRig();
  resume.begin({ epoch: "run-1", seq: 1 });
  resume.sendAnswer();
  observe(of(ClientResume, "next"), "the first", next(), [2, "{2}"]);
  feed.addFrame(listingFrame([rowOf({ text: "o" })], 4, "four"));
  observe(of(ClientResume, "next"), "what came meanwhile", [next(), next(), state()]);
  for (const text of ["{5}", "{6}", "{7}", "{8}"]) feed.addReset(text);
  observe(of(ClientResume, "next"), "the oldest that is held", next(), [5, "{5}"]);
  feed.addReset("{9}");
  observe(of(ClientResume, "next"), "the oldest again", next(), [6, "{6}"]);
  for (const text of ["{10}", "{11}"]) feed.addReset(text);
  observe(
    of(ClientResume, "next"),
    "slower than the history is long",
    [next(), state()],
    ["overtaken", [true, false, 1, 11, []]],
  );
  observe(
    "#answer",
    "a second one",
    [resume.sendAnswer(), state()],
    [true, [false, false, 1, 11, ['resume {"recovered":false,"reason":"history","frames":0} @1']]],
  );
}
