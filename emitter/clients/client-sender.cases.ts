/** Known answers of client-sender.ts: what each result of a send counts, and which number holds. */
import { type Observe, of } from "#schemas";
import { NotingLink, rowOf } from "../cases-fixture.ts";
import type { SendResult } from "../server/client-link.ts";
import { contextOf, countedOf, threeMissed } from "./client-fixture.ts";
import { ClientPairs } from "./client-pairs.ts";
import { ClientSender } from "./client-sender.ts";

function newRig(link = new NotingLink(), feed = threeMissed()) {
  const context = contextOf({ feed });
  const pairs = new ClientPairs(context.ledger);
  const sender = new ClientSender(link, context, pairs);
  const counted = () => countedOf(pairs.counts, context.ledger);
  const numbers = () => [sender.saidSeq, sender.offeredSeq];
  return { link, sender, errors: context.errors, counted, numbers };
}

export default function run(observe: Observe): void {
  observe(
    of(ClientSender, "constructor"),
    "everything of the feed is behind it",
    newRig().numbers(),
    [3, 3],
  );
  observeResults(observe);
  observeDeliveries(observe);
  observeNumbers(observe);
  const { link, sender } = newRig();
  for (const buffered of [999, 1000, 1001]) {
    link.buffered = buffered;
    observe(of(ClientSender, "isBackedUp"), `${buffered} bytes`, sender.isBackedUp);
  }
}

function observeResults(observe: Observe): void {
  for (const result of [0, 1, 2] as SendResult[]) {
    const { link, sender, errors, counted, numbers } = newRig();
    link.result = result;
    const isSent = sender.send("pong", "{}", 9);
    observe(of(ClientSender, "send"), `result ${result}`, [
      isSent,
      link.take(),
      counted(),
      numbers(),
    ]);
    const messages = errors.entries().map(({ message }) => message);
    observe(of(ClientSender, "send"), `errors of result ${result}`, messages);
  }
  const { link, sender, errors, counted, numbers } = newRig();
  link.result = new Error("socket");
  const isSent = sender.send("pong", "{}", 9);
  const [entry] = errors.entries();
  observe(
    of(ClientSender, "send"),
    "a link that throws",
    [isSent, entry?.code, entry?.stack !== "", counted()],
    [false, "SEND_REFUSED", true, {}],
  );
  observe(of(ClientSender, "send"), "a link that throws: the number stays", numbers(), [3, 3]);
  const bare = newRig(new NotingLink("/ws/stock_data", false, "stock_data"));
  const isDone = bare.sender.send("pong", "{}", 9);
  const noted = [isDone, bare.link.take(), bare.counted(), bare.numbers()];
  observe(of(ClientSender, "send"), "what the endpoint does not carry", noted, [
    true,
    [],
    {},
    [3, 3],
  ]);
}

function observeDeliveries(observe: Observe): void {
  for (const result of [0, 1] as SendResult[]) {
    const { link, sender, counted, numbers } = newRig();
    link.result = result;
    const isDelivered = sender.deliver("frame", 4, 8);
    observe(of(ClientSender, "deliver"), `result ${result}`, [
      isDelivered,
      link.take(),
      counted(),
      numbers(),
    ]);
  }
}

function observeNumbers(observe: Observe): void {
  const { sender, numbers } = newRig();
  const before = (frameSeq: number) => sender.seqBefore(rowOf({ frameSeq }));
  sender.beginAt(2);
  observe(of(ClientSender, "beginAt"), "a lower number", numbers(), [2, 2]);
  observe(
    of(ClientSender, "seqBefore"),
    "rows of frames 2, 3 and 4",
    [before(2), before(3), before(4)],
    [2, 2, 3],
  );
  sender.offeredSeq = 7;
  observe(of(ClientSender, "seqBefore"), "no row", sender.seqBefore(undefined), 7);
  sender.advanceTo(5);
  observe(of(ClientSender, "advanceTo"), "between what was said and offered", numbers(), [5, 7]);
  sender.advanceTo(4);
  observe(of(ClientSender, "advanceTo"), "an older number", numbers(), [5, 7]);
  sender.advanceTo(9);
  observe(of(ClientSender, "advanceTo"), "a newer number", numbers(), [9, 9]);
  sender.offeredSeq = 8;
  observe(
    of(ClientSender, "seqBefore"),
    "never below what was said",
    [sender.seqBefore(undefined), before(8)],
    [9, 9],
  );
}
