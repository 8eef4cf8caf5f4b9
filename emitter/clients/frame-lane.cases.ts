/** Known answers of frame-lane.ts: who is published to, who is dismissed first, and what is counted. */
import { asEpochUs } from "#codec";
import { ErrorLog, STAGE_CLIENT, STAGE_FRAME, STAGE_SEND, ThreadLedger } from "#engine/telemetry";
import { type Observe, of } from "#schemas";
import { NotingLink, rowOf } from "../cases-fixture.ts";
import { EdgeFrame } from "../frames/edge-frame.ts";
import { FrameLane, type LaneMember } from "./frame-lane.ts";

function newRig(clients: number, isWatching = false) {
  const ledger = ThreadLedger.detached();
  const errors = ErrorLog.detached();
  const notes: string[] = [];
  const server = { subscribers: clients, result: 9 as number | Error };
  const topics = {
    numSubscribers: () => server.subscribers,
    publish: (topic: string, text: string) => {
      notes.push(`publish ${topic} ${text.length < 99 ? text : text.length}`);
      if (server.result instanceof Error) throw server.result;
      return server.result;
    },
  };
  const observer = {
    isWatching,
    emitted: () => undefined,
    offered: (id: number, row: { symbol: string }, outcome: string) => {
      notes.push(`${id} ${row.symbol} ${outcome}`);
    },
  };
  const context = { ledger, errors, bufferedBytesMax: 1000, observer };
  const textOf = (frame: EdgeFrame) => `@${frame.seq} ${frame.rows.map(({ text }) => text)}`;
  const lane = new FrameLane("/ws", textOf, topics, context);
  const links = Array.from({ length: clients }, () => new NotingLink());
  const members = links.map((link, id): LaneMember => {
    const member = {
      id,
      link,
      leaveLane: () => {
        notes.push(`${id} leaves`);
        server.subscribers -= 1;
        lane.leave(member);
      },
    };
    return member;
  });
  const counted = () => {
    const stages = [STAGE_FRAME, STAGE_SEND, STAGE_CLIENT].map((stage) => {
      const row = ledger.row(stage);
      return [row.in, row.out, row.produced];
    });
    return [lane.size, lane.messages, lane.rows, lane.seq, ...stages];
  };
  return { lane, links, members, server, errors, take: () => notes.splice(0), counted };
}

const frameOf = (seq: number, texts: readonly string[]): EdgeFrame => {
  const rows = texts.map((text, i) => rowOf({ text, symbol: text, traceId: i }));
  return new EdgeFrame(rows, "{}", asEpochUs(0), seq);
};

export default function run(observe: Observe): void {
  observePublishing(observe);
  observeSlowness(observe);
  observeRefusals(observe);
}

function observePublishing(observe: Observe): void {
  const { lane, links, members, take, counted } = newRig(2);
  lane.publish(frameOf(1, ["a"]));
  observe(
    of(FrameLane, "publish"),
    "nobody is there",
    [take(), counted()],
    [[], [0, 0, 0, 0, [0, 0, 0], [0, 0, 0], [0, 0, 0]]],
  );
  links[1]!.canSubscribe = false;
  const joined = members.map((member) => lane.join(member));
  observe(
    of(FrameLane, "join"),
    "who can be on a topic",
    [joined, lane.size, links.map((link) => link.take())],
    [[true, false], 1, [["subscribe /ws"], []]],
  );
  links[1]!.canSubscribe = true;
  lane.join(members[1]!);
  const frame = frameOf(2, ["a", "b", "c"]);
  lane.publish(frame);
  observe(
    of(FrameLane, "publish"),
    "two members",
    [take(), counted()],
    [["publish /ws @2 a,b,c"], [2, 1, 3, 2, [0, 0, 6], [6, 6, 6], [6, 6, 0]]],
  );
  observe(
    of(FrameLane, "publish"),
    "sampled rows",
    frame.rows.map(({ deliveries }) => deliveries),
    [0, 2, 2],
  );
  lane.publish(frameOf(2, []));
  observe(
    of(FrameLane, "publish"),
    "without rows",
    [take(), counted()],
    [["publish /ws @2 "], [2, 2, 3, 2, [0, 0, 6], [6, 6, 6], [6, 6, 0]]],
  );
  for (const link of links) link.take();
  lane.leave(members[0]!);
  observe(
    of(FrameLane, "leave"),
    "one",
    [lane.size, links.map((link) => link.take())],
    [1, [["unsubscribe /ws"], []]],
  );
  for (const isWatching of [true, false]) {
    const rig = newRig(2, isWatching);
    for (const member of rig.members) rig.lane.join(member);
    rig.lane.publish(frameOf(1, ["a", "b"]));
    observe("#tell", `watching ${isWatching}`, rig.take());
  }
}

/** Buffers are looked at when they could be over the limit of 1,000 bytes, not before. */
function observeSlowness(observe: Observe): void {
  const { lane, links, members, take, counted } = newRig(3);
  for (const member of members) lane.join(member);
  links[1]!.buffered = 1001;
  lane.publish(frameOf(1, ["a"]));
  observe("#dismissSlow", "so little was sent that nobody can be slow", take(), [
    "publish /ws @1 a",
  ]);
  lane.noteSent(300);
  links[2]!.buffered = 1000;
  lane.publish(frameOf(2, ["a"]));
  observe(
    "#dismissSlow",
    "enough was sent: at 1,000 and 1,001 bytes",
    [take(), counted()],
    [
      ["1 leaves", "publish /ws @2 a"],
      [2, 2, 2, 2, [0, 0, 5], [5, 5, 5], [5, 5, 0]],
    ],
  );
  links[0]!.buffered = 1001;
  links[2]!.buffered = 1001;
  lane.publish(frameOf(3, ["a"]));
  observe(
    "#dismissSlow",
    "all are slow",
    [take(), counted()],
    [
      ["0 leaves", "2 leaves"],
      [0, 2, 2, 2, [0, 0, 5], [5, 5, 5], [5, 5, 0]],
    ],
  );
  const full = newRig(1);
  full.links[0]!.buffered = 1001;
  full.lane.join(full.members[0]!);
  full.lane.publish(frameOf(1, ["a"]));
  observe(of(FrameLane, "join"), "who is slow on entering", full.take(), ["0 leaves"]);
}

function observeRefusals(observe: Observe): void {
  for (const result of [0, -1, 5, new Error("socket")]) {
    const { lane, members, server, errors, take, counted } = newRig(2);
    for (const member of members) lane.join(member);
    server.result = result;
    lane.publish(frameOf(1, ["a"]));
    observe("#send", `result ${result}`, [take(), counted()]);
    observe(
      "#send",
      `errors of result ${result}`,
      errors.entries().map(({ code, message, stack }) => [code, message, stack !== ""]),
    );
  }
  const { lane, members, server, errors, take } = newRig(2);
  for (const member of members) lane.join(member);
  server.subscribers = 1;
  lane.publish(frameOf(1, ["a"]));
  const messages = errors.entries().map(({ message }) => message);
  observe(
    "#send",
    "a member that is no subscriber",
    [take(), messages],
    [["0 leaves", "1 leaves"], ["a publish on /ws was refused: members=2 subscribers=1"]],
  );
}
