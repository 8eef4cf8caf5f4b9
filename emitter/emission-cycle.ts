/**
 * One emission: pull events from the queue, make their texts, offer them to every client. Main
 * thread.
 *
 * Work per run is bounded by EVENTS_PER_RUN; the caller runs again at once while there is more,
 * after the event loop had its turn. STAGE_FRAME: an event enters when it is pulled and leaves as a
 * row, filtered (control_event, no_client) or errored (EVENT_INVALID).
 */
import {
  type EpochUs,
  EVENT_BYTES,
  EVENT_F64,
  EVENT_KIND_U8,
  EVENT_RECEIVED_EPOCH_US_F64,
  EVENT_RECORD_SEQ_F64,
  EVENT_SESSION,
  EVENT_SYMBOL_ID_U32,
  EVENT_TRACE_ID_U32,
  EVENT_U32,
  type EventText,
  FrameWriter,
  type Slot,
  type SlotView,
  type SymbolId,
  writeActivity,
  writeSessionReset,
} from "#codec";
import type { EngineView } from "#engine";
import {
  FILTER_CONTROL_EVENT,
  FILTER_NO_CLIENT,
  nowEpochUs,
  STAGE_CLIENT,
  STAGE_FRAME,
  STAGE_QUEUE,
  STAGE_SEND,
} from "#engine/telemetry";
import { errorCodeId } from "#schemas";
import type { ClientHub } from "./clients/client-hub.ts";
import { EdgeFrame } from "./frames/edge-frame.ts";
import { type EdgeObserver, NO_OBSERVER } from "./frames/edge-observer.ts";
import type { FeedHistory } from "./frames/feed-history.ts";
import { FrameRow, listOf, SESSION_LISTS } from "./frames/frame-row.ts";
import { activityOf, NO_TICKS } from "./frames/market-activity.ts";
import { MarketSession, type SessionChange, sessionChangeOf } from "./frames/market-session.ts";
import { RowHistory } from "./frames/row-history.ts";

/** Events per run: about 4 ms of text and a frame of 1.3 MB at most. */
const EVENTS_PER_RUN = 2048;
const EVENT_INVALID = errorCodeId("EVENT_INVALID");

/** What emissions did so far. */
export interface EmissionStats {
  runs: number;
  rows: number;
  invalidEvents: number;
  sessionResets: number;
}

export class EmissionCycle {
  readonly stats: EmissionStats = { runs: 0, rows: 0, invalidEvents: 0, sessionResets: 0 };
  readonly #view: EngineView;
  readonly #writer: FrameWriter;
  readonly #session: MarketSession = new MarketSession();
  readonly #history: RowHistory;
  readonly #feed: FeedHistory;
  readonly #observer: EdgeObserver;
  #rows: FrameRow[] = [];
  #changes: SessionChange[] = [];
  #activityText: string = writeActivity(activityOf(NO_TICKS, undefined, this.#session));
  #marketEpochUs: EpochUs = 0 as EpochUs;
  #pulledEpochUs: EpochUs = 0 as EpochUs;

  /** `feed` takes every frame with rows and every reset, whether or not anybody listens. */
  constructor(
    view: EngineView,
    text: EventText,
    historyRows: number,
    feed: FeedHistory,
    observer: EdgeObserver = NO_OBSERVER,
  ) {
    this.#view = view;
    this.#feed = feed;
    this.#observer = observer;
    this.#writer = new FrameWriter(view.symbols, text);
    this.#history = new RowHistory(historyRows);
  }

  /** The newest rows of every list. */
  historyRows(): readonly FrameRow[] {
    return this.#history.rows();
  }

  /** A frame without rows: activity as it is now. */
  quietFrame(): EdgeFrame {
    return this.#frame([], this.#feed.latestSeq);
  }

  /** Emits what is queued, at most EVENTS_PER_RUN events; true when more waits. */
  run(hub: ClientHub): boolean {
    const { queue } = this.#view;
    this.stats.runs += 1;
    this.#rows = [];
    this.#changes = [];
    this.#view.collect();
    this.#pulledEpochUs = nowEpochUs();
    queue.pull(this.#take, EVENTS_PER_RUN);
    for (const change of this.#changes) {
      if (!this.#session.isNewer(change)) continue;
      // Control events overtake rows in the queue: what is older than the change goes out before
      // it.
      const older = this.#rows.filter((row) => row.recordEpochUs < change.startEpochUs);
      this.#rows = this.#rows.filter((row) => row.recordEpochUs >= change.startEpochUs);
      if (older.length > 0) this.#emit(older, hub);
      this.#begin(change, hub);
    }
    this.#emit(this.#rows, hub);
    return queue.length > 0;
  }

  /** Turns a pulled event into a row. Never throws: a throw here would lose the event unnamed. */
  readonly #take = (view: SlotView, slot: Slot): void => {
    const { ledger } = this.#view;
    ledger.enter(STAGE_FRAME, 1);
    if (this.#view.isTelemetryOn) this.#time(view, slot);
    if (view.u8[slot * EVENT_BYTES + EVENT_KIND_U8] === EVENT_SESSION) {
      ledger.filter(STAGE_FRAME, FILTER_CONTROL_EVENT, 1);
      this.#changes.push(sessionChangeOf(view, slot));
      return;
    }
    const list = listOf(view, slot);
    const text = list < 0 ? "" : this.#textOf(view, slot);
    if (text === "") {
      this.#refuse(view, slot);
      return;
    }
    const symbol = this.#view.symbols.symbolOf(
      view.u32[slot * EVENT_U32 + EVENT_SYMBOL_ID_U32]! as SymbolId,
    );
    this.#rows.push(new FrameRow(view, slot, list, symbol, text));
  };

  #textOf(view: SlotView, slot: Slot): string {
    try {
      return this.#writer.item(view, slot);
    } catch (error) {
      this.#view.errors.record("EMIT_FAILED", "the frame writer threw on an event", "", error);
      return "";
    }
  }

  #refuse(view: SlotView, slot: Slot): void {
    const { ledger, errors, symbols } = this.#view;
    ledger.error(STAGE_FRAME, EVENT_INVALID, 1);
    this.stats.invalidEvents += 1;
    const kind = view.u8[slot * EVENT_BYTES + EVENT_KIND_U8]!;
    const field = this.#writer.problem(view, slot);
    const symbol = symbols.symbolOf(view.u32[slot * EVENT_U32 + EVENT_SYMBOL_ID_U32]! as SymbolId);
    errors.record(
      "EVENT_INVALID",
      `event kind=${kind}: ${field || "item"} breaks the contract`,
      symbol,
    );
  }

  /** Counts rows, remembers them and offers them to every client; without rows: activity alone. */
  #emit(rows: readonly FrameRow[], hub: ClientHub): void {
    const listeners = hub.listeners();
    const { ledger } = this.#view;
    if (listeners.length > 0) ledger.leave(STAGE_FRAME, rows.length);
    else ledger.filter(STAGE_FRAME, FILTER_NO_CLIENT, rows.length);
    this.stats.rows += rows.length;
    if (this.#observer.isWatching) this.#observer.emitted(rows);
    for (const row of rows) {
      // A straggler of a session that has ended is still delivered, but belongs to no total of
      // today.
      if (this.#session.isPast(row.recordEpochUs)) continue;
      this.#session.count(row.list);
      this.#history.add(row);
    }
    if (rows.length === 0 && listeners.length === 0) return;
    const seq = this.#feed.latestSeq + (rows.length > 0 ? 1 : 0);
    for (const row of rows) row.frameSeq = seq;
    const frame = this.#frame(rows, seq);
    if (rows.length > 0) this.#feed.addFrame(frame);
    if (listeners.length === 0) return;
    hub.offer(frame);
    if (!this.#view.isTelemetryOn || rows.length === 0) return;
    const sentEpochUs = nowEpochUs();
    const histogram = this.#view.telemetry.latencies[STAGE_SEND]!;
    for (const row of rows) histogram.record(sentEpochUs - row.receivedEpochUs);
    if (frame.hasTraced) this.#traceSent(rows, sentEpochUs);
  }

  /** The sampled rows were offered to clients; those that a client got have arrived. */
  #traceSent(rows: readonly FrameRow[], sentEpochUs: EpochUs): void {
    const { traces } = this.#view.telemetry;
    for (const { traceId, recordSeq, deliveries } of rows) {
      if (traceId === 0) continue;
      traces.write(traceId, STAGE_SEND, sentEpochUs, recordSeq);
      if (deliveries > 0) traces.write(traceId, STAGE_CLIENT, sentEpochUs, recordSeq);
    }
  }

  /** How long the event took from the receipt of its record to here; and its trace, when sampled. */
  #time(view: SlotView, slot: Slot): void {
    const { latencies, traces } = this.#view.telemetry;
    const receivedUs = view.f64[slot * EVENT_F64 + EVENT_RECEIVED_EPOCH_US_F64]!;
    latencies[STAGE_QUEUE]!.record(this.#pulledEpochUs - receivedUs);
    const traceId = view.u32[slot * EVENT_U32 + EVENT_TRACE_ID_U32]!;
    if (traceId === 0) return;
    const recordSeq = view.f64[slot * EVENT_F64 + EVENT_RECORD_SEQ_F64]!;
    traces.write(traceId, STAGE_QUEUE, this.#pulledEpochUs, recordSeq);
    traces.write(traceId, STAGE_FRAME, this.#pulledEpochUs, recordSeq);
  }

  #begin(change: SessionChange, hub: ClientHub): void {
    if (!this.#session.begin(change)) return;
    this.stats.sessionResets += 1;
    this.#history.clear(SESSION_LISTS);
    const text = writeSessionReset({ new_session: change.marketStatus });
    const seq = this.#feed.addReset(text);
    for (const client of hub.all()) if (client.isOpen) client.resetSession(text, seq);
  }

  /**
   * Never throws: rows that are counted as left must get out, if need be with the last activity.
   */
  #frame(rows: readonly FrameRow[], seq: number): EdgeFrame {
    try {
      const clock = this.#view.marketClock();
      const activity = activityOf(this.#view.tickWindows(), clock, this.#session);
      this.#activityText = writeActivity(activity);
      this.#marketEpochUs = clock.epochUs;
    } catch (error) {
      this.#view.errors.record(
        "EMIT_FAILED",
        "the activity of a frame cannot be written",
        "",
        error,
      );
    }
    return new EdgeFrame(rows, this.#activityText, this.#marketEpochUs, seq);
  }
}
