/** Known answers of route-board.ts: where the words lie, what is read back, what a successor adds. */
import { type Observe, of } from "#schemas";
import { isUsable, quietRoute } from "./cases-fixture.ts";
import { ROUTE_BOARD_BYTES, RouteBoard, type RouteRow } from "./route-board.ts";

function newBoard(): { board: RouteBoard; f64: Float64Array; buffer: ArrayBuffer } {
  const buffer = new ArrayBuffer(ROUTE_BOARD_BYTES + 16);
  const f64 = new Float64Array(buffer, 8, ROUTE_BOARD_BYTES / 8);
  return { board: new RouteBoard(buffer, 8), f64, buffer };
}

/** Every count another number. */
const COUNTS = {
  admitted: 10,
  filtered: 20,
  outOfOrder: 15,
  errored: 30,
  detectFailures: 40,
  events: 50,
};

function row(kind: number, changes: Partial<RouteRow> = {}): RouteRow {
  return quietRoute(kind, { ...COUNTS, ...changes });
}

export default function run(observe: Observe): void {
  observe(
    of(RouteBoard, "constructor"),
    "has its memory",
    isUsable(() => newBoard().board.rows()),
    true,
  );
  const { board, f64, buffer } = newBoard();
  observe(of(RouteBoard, "rows"), "an empty board", board.rows(), []);
  board.publish([row(1, { opened: 60, starts: 70 }), row(31, { routeBreaker: "open" })]);
  observe(of(RouteBoard, "publish"), "words of the first kinds", [...f64.subarray(0, 48)]);
  observe(
    of(RouteBoard, "publish"),
    "words of the last kind",
    [...f64.subarray(-16)],
    [1, 1, 0, 0, 1, 10, 20, 30, 40, 50, 15, 0, 0, 0, 0, 0],
  );
  observe(of(RouteBoard, "rows"), "two kinds", board.rows());
  board.publish([row(1, { admitted: 11, channelBreaker: "half-open" })]);
  observe(of(RouteBoard, "publish"), "again: counts are not added, a kind is gone", board.rows());
  board.publish([
    row(2, { isRegistered: false, isDisabled: true, starts: 0 }),
    row(3, { isRegistered: false, routeBreaker: "half-open", opened: 2 }),
    row(4, { isRegistered: false }),
  ]);
  observe(of(RouteBoard, "rows"), "disabled, missing with a breaker, nothing", board.rows());
  const successor = new RouteBoard(buffer, 8);
  successor.publish([row(1, { opened: 5 }), row(2)]);
  observe(of(RouteBoard, "publish"), "a successor adds", successor.rows());
  successor.publish([row(1, { opened: 6 }), row(2)]);
  observe(of(RouteBoard, "publish"), "a successor adds once", successor.rows());
}
