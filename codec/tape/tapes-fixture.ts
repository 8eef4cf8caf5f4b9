/** For cases: a temporary folder, slots with few numbers in them, and tapes put together by hand. */
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Builder } from "flatbuffers";
import { asEpochUs, type EpochUs } from "../layout/nominal.ts";
import {
  RECORD_BYTES,
  RECORD_F64,
  RECORD_SEQ_F64,
  RECORD_SYMBOL_ID_U32,
  RECORD_TRACE_ID_U32,
  RECORD_U32,
} from "../layout/record-layout.ts";
import { privateSlots, type SlotView } from "../layout/slot-view.ts";
import { encodeBlock, encodeTapeHeader } from "./tape-format.ts";

/** Creation time of the tapes, epoch microseconds. */
export const CREATED_US: EpochUs = asEpochUs(1_755_698_405_250_000);

/** Where Linux lists the open files of a process. */
const OPEN_FILES = "/proc/self/fd";

/** What an entry of the list stands for; "" when another thread has closed it meanwhile. */
function targetOf(entry: string): string {
  try {
    return readlinkSync(join(OPEN_FILES, entry));
  } catch {
    return "";
  }
}

/** A temporary folder while `run` is at work. Texts lose its name by `anonymous`. */
export class FixtureFolder {
  readonly #path: string = mkdtempSync(join(tmpdir(), "tickscope-case-"));

  static within(run: (folder: FixtureFolder) => void): void {
    const folder = new FixtureFolder();
    try {
      run(folder);
    } finally {
      rmSync(folder.#path, { recursive: true });
    }
  }

  path(name: string): string {
    return join(this.#path, name);
  }

  /** Writes a file of `parts` and returns its path. */
  write(name: string, ...parts: readonly Uint8Array[]): string {
    writeFileSync(this.path(name), Buffer.concat(parts));
    return this.path(name);
  }

  read(name: string): Uint8Array {
    return new Uint8Array(readFileSync(this.path(name)));
  }

  /** True when this process still holds the file open; false too where that cannot be seen. */
  isOpen(name: string): boolean {
    if (!existsSync(OPEN_FILES)) return false;
    return readdirSync(OPEN_FILES).some((entry) => targetOf(entry) === this.path(name));
  }

  anonymous(text: string): string {
    return text.replaceAll(this.#path, "");
  }
}

/** Slots with these symbol ids and sequences; trace id and kind are set, and must not matter. */
export function slotsOf(records: readonly [symbolId: number, recordSeq: number][]): SlotView {
  const view = privateSlots(records.length, RECORD_BYTES);
  for (const [slot, [symbolId, recordSeq]] of records.entries()) {
    view.u8[slot * RECORD_BYTES] = 1;
    view.u32[slot * RECORD_U32 + RECORD_SYMBOL_ID_U32] = symbolId;
    view.u32[slot * RECORD_U32 + RECORD_TRACE_ID_U32] = 12_345;
    view.f64[slot * RECORD_F64 + RECORD_SEQ_F64] = recordSeq;
    view.f64[slot * RECORD_F64 + 6] = slot + 0.25;
  }
  return view;
}

/** A header as it stands in a file. */
export function headerBytes(): Uint8Array {
  return encodeTapeHeader({
    origin: "a probe",
    calendar: "continuous",
    createdEpochUs: CREATED_US,
  });
}

/** The body of a block, in memory of its own. */
export function bodyOf(
  records: readonly [symbolId: number, recordSeq: number][],
  firstSymbolId: number,
  symbols: readonly string[],
): Uint8Array<ArrayBuffer> {
  const { u8 } = slotsOf(records);
  return new Uint8Array(encodeBlock(new Builder(64), u8, firstSymbolId, symbols));
}

/** A block as it stands in a file, with its own length and checksum or with others. */
export function blockOf(
  body: Uint8Array<ArrayBuffer>,
  bodyBytes: number = body.length,
  crc: number = Bun.hash.crc32(body),
): Uint8Array {
  const bytes = new Uint8Array(8 + body.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, bodyBytes, true);
  view.setUint32(4, crc, true);
  bytes.set(body, 8);
  return bytes;
}

/** What `run` throws, in words; "" when it returns. */
export function refusalOf(run: () => unknown): string {
  try {
    run();
    return "";
  } catch (thrown) {
    const { code = "", message } = thrown as Error & { code?: string };
    return `${code} ${message}`;
  }
}
