/**
 * Stand-ins for what surrounds a source, for cases: each writes down what it is asked
 * for, so that a fault of the real one does not show in the answers of another module.
 */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  asEpochUs,
  asSlot,
  asSymbolId,
  type EpochUs,
  privateSlots,
  RECORD_BYTES,
  RECORD_EXCHANGE_EPOCH_US_F64,
  RECORD_F64,
  RECORD_FEED_SEQ_F64,
  RECORD_FLAGS_U8,
  RECORD_KIND_U8,
  RECORD_RECEIVED_EPOCH_US_F64,
  RECORD_SEQ_F64,
  RECORD_SOURCE_U8,
  RECORD_SYMBOL_ID_U32,
  RECORD_TRACE_ID_U32,
  RECORD_U32,
  type Slot,
  type SlotView,
  type SymbolId,
  TICK_PRICE_F64,
} from "#codec";
import { type ErrorLog, FILTER_REASONS, type ThreadLedger } from "#engine/telemetry";
import { TickscopeError } from "#schemas";
import { Notes, NotingErrors, NotingLedger } from "../../telemetry/noting-fixture.ts";
import type { FeedState, SourceContext } from "../feed/source.ts";
import type { Normaliser } from "../normalise/normaliser.ts";
import type { TimeUnit } from "../normalise/record-problem.ts";
import type { RecordSink } from "../normalise/record-sink.ts";

class NotingNormaliser implements Pick<Normaliser, keyof Normaliser> {
  currentRecordSeq = -1;
  readonly #notes: Notes;
  /** Ids of the symbols of accepted records. */
  readonly #ids: Map<unknown, SymbolId> = new Map();
  #symbols = 0;

  constructor(notes: Notes) {
    this.#notes = notes;
  }

  /** The time itself is the wall clock's and not noted. */
  set receivedEpochUs(epochUs: EpochUs) {
    this.#notes.add("receivedEpochUs", epochUs > 0);
  }

  get receivedEpochUs(): EpochUs {
    return asEpochUs(0);
  }

  set feedTimeUnit(unit: TimeUnit) {
    this.#notes.add("feedTimeUnit", unit);
  }

  tick(...tick: Parameters<Normaliser["tick"]>): boolean {
    this.#notes.add("tick", ...tick);
    return this.#accept(tick[0]);
  }

  knownTick(...tick: Parameters<Normaliser["knownTick"]>): boolean {
    this.#notes.add("knownTick", ...tick);
    return true;
  }

  bar(...bar: Parameters<Normaliser["bar"]>): boolean {
    this.#notes.add("bar", ...bar);
    return this.#accept(bar[0]);
  }

  fmv(...fmv: Parameters<Normaliser["fmv"]>): boolean {
    this.#notes.add("fmv", ...fmv);
    return true;
  }

  encoded(view: SlotView, slot: number, symbolId: number, recordSeq: number): boolean {
    const price = view.f64[slot * RECORD_F64 + TICK_PRICE_F64];
    this.#notes.add("encoded", slot, price, symbolId, recordSeq);
    return true;
  }

  internSymbol(text: string): SymbolId {
    this.#notes.add("internSymbol", text);
    this.#symbols += 1;
    return asSymbolId(100 + this.#symbols);
  }

  /** Not noted: asked for every trade. */
  knownId(symbol: unknown): SymbolId {
    return this.#ids.get(symbol) ?? asSymbolId(0);
  }

  filtered(reason: number): void {
    this.#notes.add("filtered", FILTER_REASONS[reason]);
  }

  rejected(...rejected: Parameters<Normaliser["rejected"]>): void {
    this.#notes.add("rejected", ...rejected);
  }

  rejectedRecord(...rejected: Parameters<Normaliser["rejectedRecord"]>): void {
    this.#notes.add("rejectedRecord", ...rejected);
  }

  flush(): void {
    this.#notes.add("flush");
  }

  #accept(symbol: unknown): boolean {
    if (symbol === REFUSED_SYMBOL) return false;
    if (!this.#ids.has(symbol)) this.#ids.set(symbol, asSymbolId(this.#ids.size + 1));
    return true;
  }
}

/** Whatever has this symbol is refused by the normaliser's stand-in. */
export const REFUSED_SYMBOL = "REFUSED";

// Its private fields make the real class nominal: a stand-in with all its public members still needs
// this cast.
export const notingNormaliser = (notes: Notes): Normaliser =>
  new NotingNormaliser(notes) as unknown as Normaliser;

/** What a source gets when it runs for a case. */
export class FixtureContext implements SourceContext {
  readonly notes: Notes = new Notes();
  readonly normaliser: Normaliser = notingNormaliser(this.notes);
  readonly ledger: ThreadLedger = new NotingLedger(this.notes);
  readonly errors: ErrorLog = new NotingErrors(this.notes);
  readonly abort: AbortController = new AbortController();
  beats = 0;
  /** Called after each change of state; for steps that wait for one. */
  onState: (state: FeedState) => void = () => undefined;

  get signal(): AbortSignal {
    return this.abort.signal;
  }

  readonly stopRequested = (): boolean => this.abort.signal.aborted;
  readonly beat = (): void => {
    this.beats += 1;
  };
  readonly setState = (state: FeedState, detail: string): void => {
    this.notes.add("state", state, detail);
    this.onState(state);
  };
  readonly countFrame = (messages: number): void => this.notes.add("countFrame", messages);
}

/** A sink of a few slots that hold something old. */
export class FixtureSink implements RecordSink {
  readonly view: SlotView = privateSlots(16, RECORD_BYTES);
  /** What claim() says next. */
  slot = 1;
  readonly #notes: Notes;

  constructor(notes: Notes) {
    this.#notes = notes;
    this.view.f64.fill(7.25);
  }

  claim(): Slot {
    return asSlot(this.slot);
  }

  commit(): void {
    this.#notes.add("commit", this.slot);
    this.slot += 1;
  }

  flush(): void {
    this.#notes.add("flush");
  }
}

/** The record in a slot: header by name, the numbers of its kind as they lie. */
export function slotNumbers(view: SlotView, slot: number): Record<string, unknown> {
  const { f64, u32, u8 } = view;
  const at = slot * RECORD_F64;
  return {
    kind: u8[slot * RECORD_BYTES + RECORD_KIND_U8],
    flags: u8[slot * RECORD_BYTES + RECORD_FLAGS_U8],
    source: u8[slot * RECORD_BYTES + RECORD_SOURCE_U8],
    symbolId: u32[slot * RECORD_U32 + RECORD_SYMBOL_ID_U32],
    traceId: u32[slot * RECORD_U32 + RECORD_TRACE_ID_U32],
    recordSeq: f64[at + RECORD_SEQ_F64],
    exchangeEpochUs: f64[at + RECORD_EXCHANGE_EPOCH_US_F64],
    receivedEpochUs: f64[at + RECORD_RECEIVED_EPOCH_US_F64],
    feedSeq: f64[at + RECORD_FEED_SEQ_F64],
    numbers: [...f64.subarray(at + TICK_PRICE_F64, at + RECORD_F64)],
  };
}

/** What `call` threw, as code and message; "nothing" when it returned. `cut`: text to leave out. */
export function thrownBy(call: () => unknown, cut = ""): string {
  try {
    call();
  } catch (thrown) {
    return thrownText(thrown, cut);
  }
  return "nothing";
}

/** As thrownBy, for what rejects. */
export async function rejectedBy(promise: Promise<unknown>, cut = ""): Promise<string> {
  try {
    await promise;
  } catch (thrown) {
    return thrownText(thrown, cut);
  }
  return "nothing";
}

function thrownText(thrown: unknown, cut: string): string {
  const code = thrown instanceof TickscopeError ? `${thrown.code}: ` : "";
  const text = code + (thrown instanceof Error ? thrown.message : String(thrown));
  return cut === "" ? text : text.replaceAll(cut, "");
}

/** Runs `use` with the path of a temporary folder, which is gone afterwards. */
export async function withFolder(use: (folder: string) => void | Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "tickscope-case-"));
  try {
    await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
