/**
 * One tap: records that match go into a bounded buffer as lines of JSON, at most so many per second, until
 * its client has taken them. What does not fit is counted and told, never waited for.
 *
 * Lines: {"type":"tap"} first, {"type":"record"}, {"type":"shed"} before the next record after a loss,
 * {"type":"beat"} now and then, {"type":"end"} last. Main thread.
 *
 * Invariant: seen = unmatched + sent + shed.rate + shed.slow, once ended aside what came after the limit.
 */
import type { SymbolId } from "#codec";
import { type TapForm, tappedObject } from "./tap-form.ts";
import type { Condition } from "./where.ts";

/** Bytes of text that wait for a client; a client that is further behind loses records. */
export const BUFFER_BYTES_MAX = 262_144;
/** A connection without a line for so long is taken for dead by the server. */
const BEAT_EVERY_MS = 2_000;

/** What a tap was asked for. */
export interface TapWish<S> {
  stage: string;
  about: string;
  form: TapForm<S>;
  /** 0 = every symbol. */
  symbolId: SymbolId;
  conditions: readonly Condition<S>[];
  perSecond: number;
  /** Records after which it ends. */
  limit: number;
}

/** Why records were not shown. */
export interface Shed {
  /** More per second than asked for. */
  rate: number;
  /** The client did not take what was there. */
  slow: number;
  /** Passed by without a look, wanted or not: more in the ring than can be looked at. */
  missed: number;
}

/** How a tap stands. */
export interface TapStatus {
  stage: string;
  seen: number;
  sent: number;
  shed: Shed;
  bufferedBytes: number;
}

/** The side of a tap that its client and its clock see. */
export interface TapStream {
  readonly isEnded: boolean;
  readonly status: TapStatus;
  take(): Promise<string>;
  missed(count: number): void;
  tick(nowLocalMs: number): void;
  end(reason: string): void;
}

export class Tap<S> implements TapStream {
  readonly #wish: TapWish<S>;
  readonly #lines: string[] = [];
  readonly #shed: Shed = { rate: 0, slow: 0, missed: 0 };
  readonly #told: Shed = { rate: 0, slow: 0, missed: 0 };
  #bytes = 0;
  #seen = 0;
  #sent = 0;
  #tokens: number;
  #tickedLocalMs = performance.now();
  #beatLocalMs = performance.now();
  #isEnded = false;
  #wake: (() => void) | undefined;

  constructor(wish: TapWish<S>) {
    this.#wish = wish;
    this.#tokens = wish.perSecond;
    const { stage, about, perSecond, limit, form } = wish;
    const fields = Object.keys(form.fields);
    const limitOrNull = Number.isFinite(limit) ? limit : null;
    this.#line({ type: "tap", stage, about, perSecond, limit: limitOrNull, fields });
  }

  get isEnded(): boolean {
    return this.#isEnded;
  }

  get status(): TapStatus {
    const { stage } = this.#wish;
    const bufferedBytes = this.#bytes;
    return { stage, seen: this.#seen, sent: this.#sent, shed: { ...this.#shed }, bufferedBytes };
  }

  /** A record passes. Never throws for what a form can read. */
  offer(source: S): void {
    if (this.#isEnded) return;
    this.#seen += 1;
    const { form, symbolId, conditions } = this.#wish;
    if (symbolId !== 0 && form.symbolIdOf(source) !== symbolId) return;
    for (const condition of conditions) if (!condition(source)) return;
    if (this.#tokens < 1) {
      this.#shed.rate += 1;
    } else if (this.#bytes > BUFFER_BYTES_MAX) {
      this.#shed.slow += 1;
    } else {
      this.#tokens -= 1;
      this.#sent += 1;
      this.#tellShed();
      this.#line({ type: "record", ...tappedObject(form, source) });
      if (this.#sent >= this.#wish.limit) this.end("limit");
    }
  }

  /** So many records passed that nobody looked at. */
  missed(count: number): void {
    this.#shed.missed += count;
  }

  /** Time passes: the rate's budget grows, and a quiet connection shows that it lives. */
  tick(nowLocalMs: number): void {
    if (this.#isEnded) return;
    const { perSecond } = this.#wish;
    const grown = this.#tokens + ((nowLocalMs - this.#tickedLocalMs) / 1000) * perSecond;
    this.#tokens = Math.min(Math.max(perSecond, 1), grown);
    this.#tickedLocalMs = nowLocalMs;
    if (nowLocalMs - this.#beatLocalMs < BEAT_EVERY_MS || this.#bytes > 0) return;
    this.#beatLocalMs = nowLocalMs;
    this.#tellShed();
    this.#line({ type: "beat", seen: this.#seen, sent: this.#sent, shed: this.#shed });
  }

  /** Nothing more comes; what waits can still be taken. */
  end(reason: string): void {
    if (this.#isEnded) return;
    this.#tellShed();
    this.#line({ type: "end", reason, seen: this.#seen, sent: this.#sent, shed: this.#shed });
    this.#isEnded = true;
    this.#wake?.();
  }

  /** The lines that wait, once there are any; "" when the tap has ended and all was taken. */
  async take(): Promise<string> {
    while (this.#lines.length === 0 && !this.#isEnded) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    this.#bytes = 0;
    return this.#lines.splice(0).join("");
  }

  #tellShed(): void {
    const [shed, told] = [this.#shed, this.#told];
    const rate = shed.rate - told.rate;
    const slow = shed.slow - told.slow;
    const missed = shed.missed - told.missed;
    if (rate + slow + missed === 0) return;
    Object.assign(told, shed);
    this.#line({ type: "shed", rate, slow, missed });
  }

  #line(object: Record<string, unknown>): void {
    const line = `${JSON.stringify(object)}\n`;
    this.#lines.push(line);
    this.#bytes += line.length;
    this.#wake?.();
  }
}
