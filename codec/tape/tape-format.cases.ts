/** Cases of the bytes of a tape's header and blocks, and each reason to refuse a block. */

import { Builder, ByteBuffer } from "flatbuffers";
import { type Observe, wire } from "#schemas";
import { asEpochUs } from "../layout/nominal.ts";
import * as format from "./tape-format.ts";
import {
  decodeBlock as decodeBlockItself,
  decodeTapeHeader as decodeTapeHeaderItself,
  encodeBlock as encodeBlockItself,
  encodeTapeHeader as encodeTapeHeaderItself,
} from "./tape-format.ts";
import { bodyOf, headerBytes, slotsOf } from "./tapes-fixture.ts";

const { decodeBlock, decodeTapeHeader, encodeBlock, encodeTapeHeader } = format;
const SIXTEEN = "0123456789abcdef";

function observeHeaders(observe: Observe): void {
  const bytes = headerBytes();
  const { TAPE_PREFIX_BYTES } = format;
  observe(
    encodeTapeHeaderItself,
    "prefix",
    bytes.slice(0, TAPE_PREFIX_BYTES),
    [84, 83, 67, 79, 80, 69, 48, 49, 72, 0, 0, 0],
  );
  observe(encodeTapeHeaderItself, "body", bytes.slice(TAPE_PREFIX_BYTES));
  for (const calendar of ["us-equities", "continuous", "", "lunar"] as const) {
    const header = { origin: "an origin", createdEpochUs: asEpochUs(5), calendar: calendar as "" };
    const body = encodeTapeHeader(header).subarray(TAPE_PREFIX_BYTES);
    const decoded = Object.entries(decodeTapeHeader(body));
    for (const [key, value] of decoded)
      observe(decodeTapeHeaderItself, `${key}, "${calendar}"`, value);
  }
  const builder = new Builder(64);
  wire.TapeHeader.startTapeHeader(builder);
  builder.finish(wire.TapeHeader.endTapeHeader(builder));
  observe(decodeTapeHeaderItself, "nothing", decodeTapeHeader(builder.asUint8Array()), {
    calendar: "",
    createdEpochUs: 0,
    origin: "",
    recordBytes: 0,
    version: 0,
  });
}

function observeEncoding(observe: Observe): void {
  const builder = new Builder(64);
  for (const symbols of [[], ["A"], ["A", "BCD"]]) {
    const { u8 } = slotsOf([[1, 5]]);
    const body = encodeBlock(builder, u8, 7, symbols).slice();
    const batch = wire.RecordBatch.getRootAsRecordBatch(new ByteBuffer(body));
    const at = batch.recordsArray()?.byteOffset ?? -1;
    observe(encodeBlockItself, `prep: ${symbols.length} symbols`, (body.length - at) % 8);
    observe(encodeBlockItself, `${symbols.length} symbols`, body);
  }
}

/** What becomes of a body, with the symbols and the sequence that came before. */
function decoded(body: Uint8Array, symbolsKnown = 0, lastRecordSeq = -1): unknown {
  const block = decodeBlock(body, symbolsKnown, lastRecordSeq);
  if (block.problem !== undefined) return block.problem;
  return { records: block.records, newSymbols: block.newSymbols, bytes: block.view.u8 };
}

/** A body that says another number of records, or of their bytes. */
function saying(patch: { records?: number; recordBytes?: number }): Uint8Array {
  const body = bodyOf([[1, 5]], 1, ["A"]);
  const batch = wire.RecordBatch.getRootAsRecordBatch(new ByteBuffer(body));
  const view = new DataView(body.buffer);
  const at = batch.recordsArray()!.byteOffset;
  if (patch.records !== undefined) batch.mutate_record_count(patch.records);
  if (patch.recordBytes !== undefined) view.setUint32(at - 4, patch.recordBytes, true);
  return body;
}

/** A good block first: what refuses it in words that are not those of a helper. */
function observeGood(observe: Observe): void {
  const block = decodeBlock(bodyOf([[4, 5]], 4, ["N"]), 3, -1);
  const problem = block.problem ?? "";
  const isOfHelper = /^record \d+ has|outside/.test(problem);
  observe(decodeBlockItself, "a good block", isOfHelper ? "" : problem, "");
  const symbols = block.problem === undefined ? block.newSymbols : ["N"];
  observe(decodeBlockItself, "newSymbols of a good block", symbols, ["N"]);
}

function observeCounts(observe: Observe): void {
  const cases: [fact: string, body: Uint8Array][] = [
    ["record_count too large", saying({ records: 2 })],
    ["record_count too small", saying({ records: 0 })],
    ["it holds more than the body", saying({ records: 9, recordBytes: 1152 })],
    ["it holds no records", saying({ records: 0, recordBytes: 0 })],
    ["new symbols, more than records", bodyOf([[1, 5]], 1, ["A", "B"])],
    ["new symbols, as many as records", bodyOf([[1, 5]], 1, ["A"])],
    ["first_symbol_id too large", bodyOf([[1, 5]], 2, ["A"])],
    ["first_symbol_id too small", bodyOf([[0, 5]], 0, ["A"])],
    ["first_symbol_id without symbols", bodyOf([[0, 5]], 9, [])],
    ["symbol empty", bodyOf([[0, 5]], 1, [""])],
    ["symbol of 17", bodyOf([[0, 5]], 1, [`${SIXTEEN}g`])],
    ["symbol of 16", bodyOf([[0, 5]], 1, [SIXTEEN])],
  ];
  for (const [fact, body] of cases) observe(decodeBlockItself, fact, decoded(body));
  const three = bodyOf(
    [
      [1, 5],
      [2, 6],
      [5, 7],
    ],
    4,
    ["A", "B"],
  );
  observe(decodeBlockItself, "symbolsKnown", decoded(three, 3));
  observe(
    decodeBlockItself,
    "symbolsKnown, one less",
    decoded(three, 2),
    "first_symbol_id=4 after 2 symbols",
  );
  const second = bodyOf(
    [
      [1, 5],
      [2, 6],
    ],
    4,
    ["A", ""],
  );
  observe(
    decodeBlockItself,
    "symbol: number of a bad one",
    decoded(second, 3),
    "symbol 5 is not 1 to 16 characters",
  );
}

/** A body at `byteOffset` of memory that goes on after it, `cutBytes` of it left out. */
function placed(body: Uint8Array, byteOffset: number, cutBytes: number): Uint8Array {
  const memory = new Uint8Array(body.length + 64);
  memory.set(body, byteOffset);
  return memory.subarray(byteOffset, byteOffset + body.length - cutBytes);
}

function observeViews(observe: Observe): void {
  const body = bodyOf(
    [
      [0, 5],
      [1, 6],
    ],
    1,
    ["A"],
  );
  observe("recordsView", "in place", decoded(placed(body, 8, 0)));
  observe("recordsView", "copy", decoded(placed(body, 12, 0)));
  const inPlace = decodeBlock(body, 0, -1);
  const isShared = inPlace.problem === undefined && inPlace.view.u8.buffer === body.buffer;
  observe("recordsView", "byteOffset % 8: no copy", isShared, true);
  // The records are the last thing in a body; behind them are up to 7 bytes of padding.
  for (const cutBytes of [1, 8, 64]) {
    observe("recordsView", `outside by ${cutBytes}`, decoded(placed(body, 8, cutBytes)));
  }
  observe(
    "recordsView",
    "RangeError",
    decoded(body.slice(0, -16)),
    "its records lie outside the block",
  );
}

function observeOrder(observe: Observe): void {
  const seqs: [fact: string, seq: number, last: number][] = [
    ["above the last", 6, 5],
    ["the last", 5, 5],
    ["below the last", 4, 5],
    ["0 at first", 0, -1],
    ["no number", Number.NaN, -1],
    ["a fraction", 6.5, 5],
    ["the largest", Number.MAX_SAFE_INTEGER, 5],
    ["too large", Number.MAX_SAFE_INTEGER + 1, 5],
  ];
  for (const [fact, seq, last] of seqs) {
    observe("orderProblem", `record_seq ${fact}`, decoded(bodyOf([[0, seq]], 1, []), 0, last));
  }
  observe(
    "orderProblem",
    "second record",
    decoded(
      bodyOf(
        [
          [0, 6],
          [0, 6],
        ],
        1,
        [],
      ),
    ),
    "record 1 has record_seq=6 after 6",
  );
  observe(
    "orderProblem",
    "second record, growing",
    decoded(
      bodyOf(
        [
          [0, 6],
          [0, 7],
        ],
        1,
        [],
      ),
    ),
  );
  observe("orderProblem", "symbol_id known", decoded(bodyOf([[3, 6]], 1, []), 3));
  observe(
    "orderProblem",
    "symbol_id unknown",
    decoded(
      bodyOf(
        [
          [0, 5],
          [4, 6],
        ],
        1,
        [],
      ),
      3,
    ),
    "record 1 has symbol_id=4 of 3 symbols",
  );
  observe("orderProblem", "symbol_id new", decoded(bodyOf([[4, 6]], 4, ["N"]), 3));
}

export default function cases(observe: Observe): void {
  observeHeaders(observe);
  observeEncoding(observe);
  observeGood(observe);
  observeOrder(observe);
  observeViews(observe);
  observeCounts(observe);
}
