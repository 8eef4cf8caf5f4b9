/** Known answers of client-backlog.ts: what waits, what goes first, and how each row leaves. */
import { asSymbolId } from "#codec";
import { type Observe, of } from "#schemas";
import { NotingLink, rowOf } from "../cases-fixture.ts";
import type { FrameRow } from "../frames/frame-row.ts";
import { ClientBacklog } from "./client-backlog.ts";
import { contextOf, countedOf } from "./client-fixture.ts";
import { ClientPairs } from "./client-pairs.ts";
import { ClientSender } from "./client-sender.ts";

function newRig() {
  const link = new NotingLink();
  const context = contextOf();
  const pairs = new ClientPairs(context.ledger);
  const sender = new ClientSender(link, context, pairs);
  const backlog = new ClientBacklog(context, pairs, sender);
  const state = () => [backlog.size, backlog.isEmpty, countedOf(pairs.counts, context.ledger)];
  return { link, sender, backlog, state };
}

/** Rows of symbols from `first`, each of a frame of its own with the symbol's number. */
function rowsOf(count: number, first: number): FrameRow[] {
  return Array.from({ length: count }, (_, i) => {
    return rowOf({ text: `${first + i}`, symbolId: asSymbolId(first + i), frameSeq: first + i });
  });
}

export default function run(observe: Observe): void {
  observeRows(observe);
  observeReset(observe);
  observeBounds(observe);
  const { backlog, state } = newRig();
  backlog.keep(rowsOf(3, 1));
  backlog.loseAll();
  observe(of(ClientBacklog, "loseAll"), "three rows", state(), [
    0,
    true,
    { closed: 3, "send.dropped": '{"client_closed":3}' },
  ]);
  backlog.loseAll();
  observe(of(ClientBacklog, "loseAll"), "once", state(), [
    0,
    true,
    { closed: 3, "send.dropped": '{"client_closed":3}' },
  ]);
}

function observeRows(observe: Observe): void {
  const { link, sender, backlog, state } = newRig();
  observe(of(ClientBacklog, "constructor"), "empty", state(), [0, true, {}]);
  backlog.keep(rowsOf(3, 1));
  sender.offeredSeq = 3;
  observe(of(ClientBacklog, "keep"), "three rows", state(), [3, false, {}]);
  const newer = [2, 4].map((symbolId) =>
    rowOf({ text: `${symbolId}b`, symbolId: asSymbolId(symbolId), frameSeq: 4 }),
  );
  backlog.keep(newer);
  sender.offeredSeq = 4;
  observe(of(ClientBacklog, "keep"), "a newer row takes a place", state(), [
    4,
    false,
    { conflated: 1, "send.dropped": '{"conflated":1}' },
  ]);
  link.result = 0;
  observe("#sendRows", "refused: all stay", [backlog.sendNext(), link.take(), state()]);
  link.result = 2;
  observe("#sendRows", "oldest first, once", [backlog.sendNext(), link.take(), state()]);
}

function observeReset(observe: Observe): void {
  const { link, sender, backlog, state } = newRig();
  const lists = [0, 1, 2, 3, 4, 5].map((list) => rowOf({ text: `${list}`, list, frameSeq: 5 }));
  backlog.keep(lists);
  backlog.reset("{1}");
  sender.offeredSeq = 6;
  observe(of(ClientBacklog, "reset"), "what the page clears is superseded", state(), [
    2,
    false,
    { conflated: 4, "send.dropped": '{"conflated":4}' },
  ]);
  backlog.reset("{2}");
  link.result = 0;
  observe("#sendReset", "refused: it stays", [backlog.sendNext(), link.take(), state()]);
  link.result = 1;
  observe(
    "#sendReset",
    "the newest reset, before rows",
    [backlog.sendNext(), link.take()],
    [true, ["session_reset {2} @4"]],
  );
  observe(of(ClientBacklog, "sendNext"), "then rows", [backlog.sendNext(), link.take(), state()]);
  backlog.reset("{3}");
  observe(of(ClientBacklog, "isEmpty"), "a reset without rows", state());
  observe("#sendReset", "without rows", [backlog.sendNext(), link.take(), state()]);
}

/** More rows than one frame of a catch-up holds (256), and than are kept (8,192). */
function observeBounds(observe: Observe): void {
  for (const count of [256, 257]) {
    const { link, sender, backlog } = newRig();
    backlog.keep(rowsOf(count, 1000));
    sender.offeredSeq = 5000;
    while (!backlog.isEmpty) backlog.sendNext();
    // Rows in each message, and its number.
    const messages = link.take().map((note) => [note.split(" ").length - 2, note.split("@")[1]]);
    observe("FRAME_ROWS_MAX", `${count} rows`, messages);
  }
  const { link, backlog, state } = newRig();
  backlog.keep(rowsOf(8193, 1000));
  observe("PENDING_ROWS_MAX", "one row more", state(), [
    8192,
    false,
    { conflated: 1, "send.dropped": '{"conflated":1}' },
  ]);
  backlog.sendNext();
  observe(
    "PENDING_ROWS_MAX",
    "the oldest had to go",
    link.take()[0]?.slice(0, 30),
    "stock_data quiet(1001 1002 100",
  );
}
