/**
 * What each record kind met on one thread, in shared memory: whether a channel is registered, how its
 * breakers are, what the channel counts. For people and for the flow map.
 *
 *   a row of 16 f64 per kind: state, routeBreaker, channelBreaker, opened, starts,
 *                             admitted, filtered, errored, detectFailures, events, outOfOrder
 *
 * Writer: the owning thread, some times a second, never per record. Readers see a board that may be a
 * tenth of a second old. A successor of a dead thread adds to the counts that it finds.
 */
import { KINDS_MAX } from "#codec";

const ROW_F64 = 16;
/** Bytes of one thread's board. */
export const ROUTE_BOARD_BYTES: number = KINDS_MAX * ROW_F64 * 8;

const BREAKER_STATES = ["closed", "open", "half-open"] as const;
const STATE_NONE = 0;
const STATE_REGISTERED = 1;
const STATE_DISABLED = 2;
/** Words of the counts that a successor continues; `starts` are of one life. */
const SUMMED_AT = {
  opened: 3,
  admitted: 5,
  filtered: 6,
  errored: 7,
  detectFailures: 8,
  events: 9,
  outOfOrder: 10,
} as const;
type Summed = keyof typeof SUMMED_AT;
const SUMMED = Object.keys(SUMMED_AT) as Summed[];
const STARTS_AT = 4;

/** How the route of one kind is. */
export interface RouteRow {
  kind: number;
  isRegistered: boolean;
  /** Records of the kind are filtered on purpose. */
  isDisabled: boolean;
  routeBreaker: (typeof BREAKER_STATES)[number];
  channelBreaker: (typeof BREAKER_STATES)[number];
  /** How often either breaker opened. */
  opened: number;
  /** How often the channel was started in this thread's life; 1 is right. */
  starts: number;
  admitted: number;
  filtered: number;
  /** Of the filtered: older than the newest accepted record of their symbol. */
  outOfOrder: number;
  errored: number;
  detectFailures: number;
  events: number;
}

export class RouteBoard {
  readonly #f64: Float64Array;
  /** What earlier lives of the thread had counted; taken at the first publish of this one. */
  #earlier: Float64Array | undefined;

  constructor(buffer: ArrayBufferLike, byteOffset: number) {
    this.#f64 = new Float64Array(buffer, byteOffset, ROUTE_BOARD_BYTES / 8);
  }

  /** Shows `rows`; a kind that is not among them has neither channel nor breaker to tell of. */
  publish(rows: readonly RouteRow[]): void {
    this.#earlier ??= this.#f64.slice();
    // No word is cleared and set again: a reader would see a channel vanish for a moment.
    for (let kind = 0; kind < KINDS_MAX; kind++) {
      const row = rows.find((one) => one.kind === kind);
      if (row === undefined) this.#f64[kind * ROW_F64] = STATE_NONE;
      else this.#write(row, this.#earlier);
    }
  }

  #write(row: RouteRow, earlier: Float64Array): void {
    const f64 = this.#f64;
    const at = row.kind * ROW_F64;
    f64[at + 1] = BREAKER_STATES.indexOf(row.routeBreaker);
    f64[at + 2] = BREAKER_STATES.indexOf(row.channelBreaker);
    f64[at + STARTS_AT] = row.starts;
    for (const name of SUMMED) {
      const word = at + SUMMED_AT[name];
      f64[word] = earlier[word]! + row[name];
    }
    f64[at] = row.isRegistered ? STATE_REGISTERED : row.isDisabled ? STATE_DISABLED : STATE_NONE;
  }

  /** Every kind that has a channel, is switched off, or has met a breaker. Any thread. */
  rows(): RouteRow[] {
    const rows: RouteRow[] = [];
    for (let kind = 1; kind < KINDS_MAX; kind++) {
      const words = this.#f64.subarray(kind * ROW_F64, (kind + 1) * ROW_F64);
      const [state, route, channel] = words;
      const summed = (name: Summed) => words[SUMMED_AT[name]]!;
      if (state === STATE_NONE && summed("opened") === 0) continue;
      rows.push({
        kind,
        isRegistered: state === STATE_REGISTERED,
        isDisabled: state === STATE_DISABLED,
        routeBreaker: BREAKER_STATES[route!] ?? "closed",
        channelBreaker: BREAKER_STATES[channel!] ?? "closed",
        opened: summed("opened"),
        starts: words[STARTS_AT]!,
        admitted: summed("admitted"),
        filtered: summed("filtered"),
        outOfOrder: summed("outOfOrder"),
        errored: summed("errored"),
        detectFailures: summed("detectFailures"),
        events: summed("events"),
      });
    }
    return rows;
  }
}
