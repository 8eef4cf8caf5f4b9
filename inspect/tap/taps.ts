/**
 * All open taps of an engine: feeds them from the tick ring (through an observer that never holds the
 * producer), from the events that the engine collects, and from the edge. Main thread.
 *
 * Without an open tap there is no timer, no observer of the ring, and one look at a number per event and
 * emission. With taps open the ring is looked at for at most LOOK_MS of every LOOK_EVERY_MS.
 */
import { asSlot, type Slot, type SlotView, type SymbolTable } from "#codec";
import type { EdgeObserver, FrameRow, OfferOutcome } from "#emitter";
import type { RingObserver } from "#engine";
import { eventForm } from "./event-form.ts";
import { recordForm, type SlotPlace } from "./record-form.ts";
import { OFFER_FORM, type Offer, ROW_FORM } from "./row-form.ts";
import { Tap, type TapStatus, type TapStream, type TapWish } from "./tap.ts";
import type { TapForm } from "./tap-form.ts";
import type { TapSource } from "./tap-stage.ts";

/** Open at the same time; each costs the main thread work. */
export const TAPS_MAX = 8;
const LOOK_EVERY_MS = 10;
const LOOK_MS = 1;

/** What taps need of an engine. */
export interface TappedEngine {
  readonly symbols: SymbolTable;
  observeRecords(): RingObserver;
}

/** What a record of each source is. */
export interface Tapped {
  records: SlotPlace;
  events: SlotPlace;
  rows: FrameRow;
  offers: Offer;
}

export class Taps implements EdgeObserver {
  readonly forms: { readonly [K in TapSource]: TapForm<Tapped[K]> };
  readonly #engine: TappedEngine;
  readonly #open: { readonly [K in TapSource]: Set<Tap<Tapped[K]>> } = {
    records: new Set(),
    events: new Set(),
    rows: new Set(),
    offers: new Set(),
  };
  #observer: RingObserver | undefined;
  #missedTold = 0;
  #timer: Timer | undefined;

  constructor(engine: TappedEngine) {
    this.#engine = engine;
    const { symbols } = engine;
    this.forms = {
      records: recordForm(symbols),
      events: eventForm(symbols),
      rows: ROW_FORM,
      offers: OFFER_FORM,
    };
  }

  /** Open taps. */
  get count(): number {
    const { records, events, rows, offers } = this.#open;
    return records.size + events.size + rows.size + offers.size;
  }

  /** How each open tap stands. */
  status(): TapStatus[] {
    return Object.values(this.#open).flatMap((taps) => [...taps].map((tap) => tap.status));
  }

  get isWatching(): boolean {
    return this.#open.rows.size + this.#open.offers.size > 0;
  }

  /** Opens a tap; the caller looks that `count` is below TAPS_MAX. */
  open<K extends TapSource>(source: K, wish: TapWish<Tapped[K]>): TapStream {
    const tap = new Tap<Tapped[K]>(wish);
    (this.#open[source] as Set<Tap<Tapped[K]>>).add(tap);
    if (source === "records" && this.#observer === undefined) {
      this.#observer = this.#engine.observeRecords();
      this.#missedTold = 0;
    }
    this.#timer ??= setInterval(() => this.#tick(), LOOK_EVERY_MS);
    return tap;
  }

  /** Its client is gone, or it has ended. */
  close(tap: TapStream): void {
    tap.end("closed");
    for (const taps of Object.values(this.#open) as Set<TapStream>[]) taps.delete(tap);
    if (this.#open.records.size === 0) this.#observer = undefined;
    if (this.count > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** The engine ends: every tap says so. */
  closeAll(reason: string): void {
    for (const taps of Object.values(this.#open)) {
      for (const tap of taps) {
        tap.end(reason);
        this.close(tap);
      }
    }
  }

  /** An event on its way into the queue. */
  event(view: SlotView, slot: Slot): void {
    if (this.#open.events.size === 0) return;
    const place = { view, slot };
    for (const tap of this.#open.events) tap.offer(place);
  }

  emitted(rows: readonly FrameRow[]): void {
    for (const tap of this.#open.rows) for (const row of rows) tap.offer(row);
  }

  offered(client: number, row: FrameRow, outcome: OfferOutcome): void {
    if (this.#open.offers.size === 0) return;
    const offer = { client, row, outcome };
    for (const tap of this.#open.offers) tap.offer(offer);
  }

  #tick(): void {
    const nowLocalMs = performance.now();
    if (this.#observer !== undefined) this.#look(this.#observer, nowLocalMs + LOOK_MS);
    for (const taps of Object.values(this.#open)) for (const tap of taps) tap.tick(nowLocalMs);
  }

  /** Shows taps what is in the ring; what cannot be looked at until `untilLocalMs` is passed by. */
  #look(observer: RingObserver, untilLocalMs: number): void {
    const place: SlotPlace = { view: observer.view, slot: asSlot(0) };
    for (;;) {
      const count = observer.poll();
      for (place.slot = asSlot(0); place.slot < count; place.slot++) {
        for (const tap of this.#open.records) tap.offer(place);
      }
      if (count === 0) break;
      if (performance.now() < untilLocalMs) continue;
      observer.skip();
      break;
    }
    const missed = observer.missed - this.#missedTold;
    if (missed === 0) return;
    this.#missedTold = observer.missed;
    for (const tap of this.#open.records) tap.missed(missed);
  }
}
