/** Known answers of client-resume.ts: the answer to a resume, and what a replay gives in which order. */
import type { Observe, Probe } from "#schemas";
import { contextOf, listingFrame, threeMissed } from "./client-fixture.ts";
import { ClientPairs } from "./client-pairs.ts";
import { ClientResume } from "./client-resume.ts";
import { ClientSender } from "./client-sender.ts";
import type { FeedHistory } from "./feed-history.ts";
import { NotingLink, rowOf } from "./probe-fixture.ts";

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

function run(observe: Observe): void {
  const idle = newRig();
  observe("constructor", "nothing to do", idle.state());
  observe("next", "no replay", [idle.next(), idle.state()]);
  for (const [epoch, seq] of [
    ["run-1", 0],
    ["run-1", 2],
    ["run-1", 3],
    ["run-1", 4],
    ["run-0", 1],
  ] as const) {
    const { resume, state, next } = newRig();
    const point = `${epoch}, ${seq}`;
    observe("begin", point, [resume.begin({ epoch, seq }), state()]);
    observe("#answer", point, [resume.sendAnswer(), state()]);
    if (resume.isReplaying) observe("next", point, [next(), next(), next(), next(), state()]);
  }
  observeAnswer(observe);
  observeMeanwhile(observe);
}

function observeAnswer(observe: Observe): void {
  const { link, resume, state } = newRig();
  resume.begin({ epoch: "run-1", seq: 1 });
  link.result = 0;
  observe("sendAnswer", "refused: it stays", [resume.sendAnswer(), state()]);
  link.result = 1;
  observe("sendAnswer", "once", [resume.sendAnswer(), resume.sendAnswer(), state()]);
}

/** The history grows while the client is at it. */
function observeMeanwhile(observe: Observe): void {
  const { feed, resume, state, next } = newRig();
  resume.begin({ epoch: "run-1", seq: 1 });
  resume.sendAnswer();
  observe("next", "the first", next());
  feed.addFrame(listingFrame([rowOf({ text: "o" })], 4, "four"));
  observe("next", "what came meanwhile", [next(), next(), state()]);
  for (const text of ["{5}", "{6}", "{7}", "{8}"]) feed.addReset(text);
  observe("next", "the oldest that is held", next());
  feed.addReset("{9}");
  observe("next", "the oldest again", next());
  for (const text of ["{10}", "{11}"]) feed.addReset(text);
  observe("next", "slower than the history is long", [next(), state()]);
  observe("#answer", "a second one", [resume.sendAnswer(), state()]);
}

export const clientResumeProbe: Probe = {
  name: "client-resume",
  stage: "send",
  file: "emitter/client-resume.ts",
  needs: ["client-sender", "feed-history"],
  run,
};
