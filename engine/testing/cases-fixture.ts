/** What cases of the engine share: private rings and records, folders that vanish, caught failures. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  KIND_TICK,
  RECORD_BYTES,
  RECORD_F64,
  RECORD_KIND_U8,
  RECORD_RECEIVED_EPOCH_US_F64,
  RECORD_SEQ_F64,
  RECORD_SYMBOL_ID_U32,
  RECORD_TRACE_ID_U32,
  RECORD_U32,
  type SlotView,
  type SymbolId,
  type SymbolTable,
} from "#codec";
import { type LedgerRow, STAGES, type ThreadLedger } from "#engine/telemetry";

/** What `act` throws or rejects with, as `code: message`; `none` when it does not. */
export async function failureOf(act: () => unknown): Promise<string> {
  try {
    await act();
    return "none";
  } catch (thrown) {
    const { name, message } = thrown as Error;
    const code = thrown instanceof Error && "code" in thrown ? thrown.code : name;
    return `${code}: ${message}`;
  }
}

/** How long a case waits for other threads: a machine that is busy is no fault. */
export const HAPPENS_MS_MAX = 8000;

/** Whether `isDone` within HAPPENS_MS_MAX; resolves as soon as it is. */
export async function happens(isDone: () => boolean): Promise<boolean> {
  const untilLocalMs = performance.now() + HAPPENS_MS_MAX;
  while (!isDone() && performance.now() < untilLocalMs) await Bun.sleep(1);
  return isDone();
}

/** Runs `use` with a new folder and removes it afterwards. */
export async function withFolder<T>(use: (folder: string) => T | Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "tickscope-case-"));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Rows of stages that counted something. */
export function countedRows(ledger: ThreadLedger): Record<string, LedgerRow> {
  const rows = STAGES.map((stage, id) => [stage, ledger.row(id)] as const);
  return Object.fromEntries(
    rows.filter(([, row]) => JSON.stringify(row) !== JSON.stringify(EMPTY)),
  );
}
const EMPTY: LedgerRow = { in: 0, out: 0, produced: 0, filtered: {}, dropped: {}, errored: {} };

/** The parts of a record that the engine's threads look at. */
export interface RecordParts {
  symbolId: number;
  recordSeq: number;
  receivedEpochUs?: number;
  traceId?: number;
}

/** Writes a record of kind tick that has nothing but these parts. */
export function writeRecord(view: SlotView, slot: number, parts: RecordParts): void {
  const { symbolId, recordSeq, receivedEpochUs = 1, traceId = 0 } = parts;
  view.u8.fill(0, slot * RECORD_BYTES, (slot + 1) * RECORD_BYTES);
  view.u8[slot * RECORD_BYTES + RECORD_KIND_U8] = KIND_TICK;
  view.u32[slot * RECORD_U32 + RECORD_SYMBOL_ID_U32] = symbolId;
  view.u32[slot * RECORD_U32 + RECORD_TRACE_ID_U32] = traceId;
  view.f64[slot * RECORD_F64 + RECORD_SEQ_F64] = recordSeq;
  view.f64[slot * RECORD_F64 + RECORD_RECEIVED_EPOCH_US_F64] = receivedEpochUs;
}

/** A symbol table of fixed texts: `S1`, `S2`, … */
export function fixedSymbols(): SymbolTable {
  return { symbolOf: (id: SymbolId) => (id === 0 ? "" : `S${id}`) } as SymbolTable;
}

/** True when `epochUs` is about now: within an hour, since a clock may be set. */
export function isAboutNow(epochUs: number): boolean {
  return Math.abs(epochUs / 1000 - Date.now()) < 3_600_000;
}

/** A module that is its own URL: a plug-in without a file. */
export function moduleOf(text: string): string {
  return `data:text/javascript;base64,${btoa(text)}`;
}
