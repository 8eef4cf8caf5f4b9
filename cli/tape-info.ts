/** What a tape holds, for `tape info` and `tape verify`: reads every block. */
import {
  KIND_PLUGIN_FIRST,
  KINDS_MAX,
  RECORD_BYTES,
  RECORD_EXCHANGE_EPOCH_US_F64,
  RECORD_F64,
  RECORD_KIND_U8,
  RECORD_KIND_WORDS,
  type TapeBlock,
  TapeReader,
} from "#codec";
import type { ErrorCode } from "#schemas";

/** A tape, described. Times in epoch microseconds. */
export interface TapeInfo {
  path: string;
  version: number;
  recordBytes: number;
  createdEpochUs: number;
  calendar: string;
  origin: string;
  bytes: number;
  blocks: number;
  records: number;
  recordsByKind: Record<string, number>;
  symbols: number;
  /** Earliest and latest venue time; null when no record has a finite one. */
  firstEpochUs: number | null;
  lastEpochUs: number | null;
  state: "complete" | "truncated" | "damaged";
  /** What verify refuses the tape for; absent when it is good. */
  problem?: { code: ErrorCode; message: string };
}

function kindName(kind: number): string {
  const word = RECORD_KIND_WORDS[kind];
  if (word !== undefined) return word;
  return kind >= KIND_PLUGIN_FIRST && kind < KINDS_MAX ? `plug-in ${kind}` : `unknown ${kind}`;
}

/** Reads a tape to its end. Throws TAPE_NOT_FOUND, TAPE_NOT_A_TAPE or TAPE_VERSION. */
export function describeTape(path: string): TapeInfo {
  const reader = new TapeReader(path);
  try {
    const { version, createdEpochUs, calendar, origin } = reader.header;
    const info: TapeInfo = {
      path,
      version,
      recordBytes: RECORD_BYTES,
      createdEpochUs,
      calendar,
      origin,
      bytes: reader.bytes,
      blocks: 0,
      records: 0,
      recordsByKind: {},
      symbols: 0,
      firstEpochUs: null,
      lastEpochUs: null,
      state: "complete",
    };
    for (let block = reader.next(); block !== undefined; block = reader.next()) {
      addBlock(info, block, reader.blocks - 1);
    }
    info.blocks = reader.blocks;
    info.records = reader.records;
    info.symbols = reader.symbols;
    const { end } = reader;
    if (end?.state === "truncated") info.problem = { code: "TAPE_TRUNCATED", message: end.message };
    if (end?.state === "damaged")
      info.problem = { code: end.error.code, message: end.error.message };
    info.state = end?.state ?? "complete";
    return info;
  } finally {
    reader.close();
  }
}

function addBlock(info: TapeInfo, block: TapeBlock, index: number): void {
  const { view, records } = block;
  for (let slot = 0; slot < records; slot++) {
    const kind = view.u8[slot * RECORD_BYTES + RECORD_KIND_U8] ?? 0;
    const name = kindName(kind);
    info.recordsByKind[name] = (info.recordsByKind[name] ?? 0) + 1;
    if (name.startsWith("unknown")) {
      const message = `${info.path}: block ${index}, record ${slot} has the unknown kind=${kind}`;
      info.problem ??= { code: "KIND_UNKNOWN", message };
    }
    const epochUs = view.f64[slot * RECORD_F64 + RECORD_EXCHANGE_EPOCH_US_F64] ?? Number.NaN;
    if (!Number.isFinite(epochUs)) continue;
    info.firstEpochUs = Math.min(info.firstEpochUs ?? epochUs, epochUs);
    info.lastEpochUs = Math.max(info.lastEpochUs ?? epochUs, epochUs);
  }
}

/** "1 symbol", "2 symbols". */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** An instant as ISO text; a number that is no date stays a number. */
function timeText(epochUs: number | null): string {
  if (epochUs === null) return "none";
  const date = new Date(epochUs / 1000);
  return Number.isNaN(date.getTime()) ? `${epochUs} us` : date.toISOString();
}

/** The description as lines for a terminal. */
export function infoText(info: TapeInfo): string {
  const kinds = Object.entries(info.recordsByKind).map(([kind, count]) => `${count} ${kind}`);
  const rows: [string, string][] = [
    ["tape", `${info.path}, version ${info.version}, ${info.bytes} bytes`],
    ["origin", info.origin],
    ["created", timeText(info.createdEpochUs)],
    ["calendar", info.calendar || "not named"],
    ["records", `${info.records} of ${info.recordBytes} bytes (${kinds.join(", ") || "none"})`],
    ["symbols", String(info.symbols)],
    ["from", timeText(info.firstEpochUs)],
    ["to", timeText(info.lastEpochUs)],
    ["blocks", String(info.blocks)],
    ["state", info.problem === undefined ? info.state : `${info.state}: ${info.problem.message}`],
  ];
  return rows.map(([name, value]) => `${name.padEnd(9)} ${value}`).join("\n");
}
