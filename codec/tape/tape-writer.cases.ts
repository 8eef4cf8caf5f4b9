/** Cases of the file that a tape writer leaves, step by step. Full disks are a matter of its test. */
import { type Observe, of } from "#schemas";
import { asSlot } from "../layout/nominal.ts";
import { decodeBlock, decodeTapeHeader } from "./tape-format.ts";
import { TapeWriter } from "./tape-writer.ts";
import { CREATED_US, FixtureFolder, refusalOf, slotsOf } from "./tapes-fixture.ts";

const OPTIONS = { origin: "a probe", calendar: "continuous", createdEpochUs: CREATED_US } as const;
const PREFIX_BYTES = 12;
const SIXTEEN = "0123456789abcdef";

/** Sequences that grow, all with a symbol id of the engine, which no tape may hold. */
const feed = () => slotsOf([0, 1, 2, 3, 5, 8, 13].map((seq) => [9999, seq]));

/** Length, checksum and content of the block at byte `at` of a file, which is its last one. */
function observeBlock(observe: Observe, bytes: Uint8Array, at: number, symbols: number): void {
  const view = new DataView(bytes.buffer, at);
  const bodyBytes = view.getUint32(0, true);
  const fact = `of the block at ${at}`;
  observe(of(TapeWriter, "flush"), `length ${fact}`, bodyBytes);
  observe("#write", `bytes ${fact}`, bytes.length - at - bodyBytes);
  const body = bytes.slice(at + 8, at + 8 + bodyBytes);
  observe(
    of(TapeWriter, "flush"),
    `crc32 ${fact}`,
    view.getUint32(4, true) === Bun.hash.crc32(body),
  );
  const block = decodeBlock(body, symbols, -1);
  observe(of(TapeWriter, "flush"), `problem ${fact}`, block.problem ?? "");
  if (block.problem !== undefined) return;
  observe(of(TapeWriter, "flush"), `records ${fact}`, block.records);
  observe(of(TapeWriter, "flush"), `newSymbols ${fact}`, block.newSymbols);
  observe(of(TapeWriter, "append"), `slots ${fact}`, block.view.u8);
}

function observeSteps(observe: Observe, folder: FixtureFolder): void {
  const records = feed();
  const path = folder.write("steps.tape", new Uint8Array(4096));
  const writer = new TapeWriter(path, { ...OPTIONS, recordsPerBlock: 3 });
  const header = folder.read("steps.tape");
  observe(of(TapeWriter, "constructor"), "path", writer.path === path, true);
  observe(of(TapeWriter, "constructor"), "header", header);
  observe(of(TapeWriter, "bytesWritten"), "header", writer.bytesWritten, 84);
  observe(of(TapeWriter, "symbols"), "none", writer.symbols, 0);
  const texts = ["A", "", "BC", "A", `${SIXTEEN}g`, SIXTEEN];
  let wholeBytes = header.length;
  for (const [slot, symbol] of texts.entries()) {
    const symbolsBefore = slot < 3 ? 0 : 2;
    writer.append(records, asSlot(slot), symbol);
    observe(of(TapeWriter, "append"), `takes record ${slot}`, true);
    observe(of(TapeWriter, "flush"), `recordsWritten after ${slot}`, writer.recordsWritten);
    observe("#intern", `symbols after ${slot}`, writer.symbols);
    const bytes = folder.read("steps.tape");
    if (bytes.length > wholeBytes) observeBlock(observe, bytes, wholeBytes, symbolsBefore);
    observe("#write", `bytesWritten after ${slot}`, [writer.bytesWritten, bytes.length]);
    wholeBytes = bytes.length;
  }
  writer.flush();
  observe(
    of(TapeWriter, "flush"),
    "nothing pending",
    folder.read("steps.tape").length - wholeBytes,
    0,
  );
  writer.append(records, asSlot(6), "A");
  writer.flush();
  observe(
    of(TapeWriter, "flush"),
    "one pending",
    [writer.recordsWritten, writer.bytesWritten],
    [7, 1196],
  );
  observeBlock(observe, folder.read("steps.tape"), wholeBytes, 3);
  observe("#write", "file", folder.read("steps.tape"));
  writer.close();
  observe(
    of(TapeWriter, "close"),
    "counts",
    [writer.recordsWritten, writer.bytesWritten],
    [7, 1196],
  );
  observe(
    of(TapeWriter, "append"),
    "Invariant: closed",
    refusalOf(() => writer.append(records, asSlot(6), "A")),
    " Invariant: an open tape, was closed",
  );
  observe(
    of(TapeWriter, "close"),
    "again",
    refusalOf(() => writer.close()),
    "",
  );
}

function observeEnds(observe: Observe, folder: FixtureFolder): void {
  const records = feed();
  const writer = new TapeWriter(folder.path("end.tape"), OPTIONS);
  writer.append(records, asSlot(3), "A");
  observe(
    of(TapeWriter, "append"),
    "record_seq again",
    refusalOf(() => writer.append(records, asSlot(3), "A")),
    " Invariant: record_seq grows, was 3 after 3",
  );
  observe(
    of(TapeWriter, "append"),
    "record_seq below",
    refusalOf(() => writer.append(records, asSlot(2), "A")),
    " Invariant: record_seq grows, was 2 after 3",
  );
  const odd = slotsOf([[1, Number.NaN]]);
  observe(
    of(TapeWriter, "append"),
    "record_seq NaN",
    refusalOf(() => writer.append(odd, asSlot(0), "A")),
    " Invariant: record_seq grows, was NaN after 3",
  );
  writer.append(records, asSlot(4), "B");
  observe(of(TapeWriter, "recordsWritten"), "pending", writer.recordsWritten, 0);
  writer.close();
  observe(of(TapeWriter, "close"), "flush", [writer.recordsWritten, writer.bytesWritten], [2, 420]);
  observe(of(TapeWriter, "close"), "file", folder.read("end.tape"));
  observe(of(TapeWriter, "close"), "isOpen", folder.isOpen("end.tape"), false);
}

function observeOptions(observe: Observe, folder: FixtureFolder): void {
  const into = (name: string, recordsPerBlock: number) => () =>
    new TapeWriter(folder.path(name), { ...OPTIONS, recordsPerBlock }).close();
  for (const count of [0, -1, Number.NaN, 262_145]) {
    observe(
      of(TapeWriter, "constructor"),
      `recordsPerBlock ${count}`,
      refusalOf(into("options.tape", count)),
    );
  }
  observe(
    of(TapeWriter, "constructor"),
    "recordsPerBlock 1",
    refusalOf(into("options.tape", 1)),
    "",
  );
  const most = refusalOf(into("missing/a.tape", 262_144));
  observe(
    of(TapeWriter, "constructor"),
    "recordsPerBlock 262144",
    most.split(" ")[0],
    "TAPE_WRITE_FAILED",
  );
  const missing = refusalOf(into("missing/a.tape", 1));
  observe("writeFailed", "no such folder", folder.anonymous(missing));
  const now = new TapeWriter(folder.path("now.tape"), { origin: "", calendar: "" });
  now.close();
  const { createdEpochUs } = decodeTapeHeader(folder.read("now.tape").subarray(PREFIX_BYTES));
  const isNow = Math.abs(Date.now() - createdEpochUs / 1000) < 3_600_000;
  observe(of(TapeWriter, "constructor"), "createdEpochUs: now", isNow, true);
  const full = new TapeWriter(folder.path("full.tape"), OPTIONS);
  const single = slotsOf([[1, 0]]);
  for (let seq = 0; seq < 4096; seq++) {
    single.f64[1] = seq;
    full.append(single, asSlot(0), "A");
    if (seq === 4094)
      observe(of(TapeWriter, "constructor"), "BLOCK_RECORDS: not yet", full.recordsWritten, 0);
  }
  observe(of(TapeWriter, "constructor"), "BLOCK_RECORDS", full.recordsWritten, 4096);
  full.close();
}

export default function cases(observe: Observe): void {
  FixtureFolder.within((folder) => {
    observeSteps(observe, folder);
    observeEnds(observe, folder);
    observeOptions(observe, folder);
  });
}
