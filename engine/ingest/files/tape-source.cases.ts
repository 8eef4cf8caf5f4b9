/** Known answers of tape-source.ts: how whole, cut, damaged and stopped tapes end. */

import { join } from "node:path";
import {
  asEpochUs,
  asSlot,
  asSymbolId,
  privateSlots,
  RECORD_BYTES,
  TapeWriter,
  writeTick,
} from "#codec";
import { type Observe, of, type Subject } from "#schemas";
import type { Source } from "../feed/source.ts";
import { FixtureContext, rejectedBy, withFolder } from "../testing/cases-fixture.ts";
import { CsvSource, TapeSource } from "./tape-source.ts";

const T_US = Date.UTC(2024, 5, 3, 15) * 1000;
const ROWS = "ticker,price,volume,timestamp\nA,1.5,10,1717426800\nB,2.5,1,1717426801\n";
const PLAIN = "timestamp,open,high,low,close,volume\n2024-06-03 15:00:00,10,12,9,11,5\n";

function writeTape(path: string, count: number, recordsPerBlock: number): void {
  const options = { origin: "a probe", calendar: "" as const, createdEpochUs: T_US };
  const writer = new TapeWriter(path, { ...options, recordsPerBlock });
  const view = privateSlots(1, RECORD_BYTES);
  for (let seq = 0; seq < count; seq++) {
    writeTick(view, asSlot(0), {
      symbolId: asSymbolId(0),
      recordSeq: seq,
      exchangeEpochUs: asEpochUs(T_US + seq),
      receivedEpochUs: asEpochUs(0),
      isEligible: true,
      price: 100 + seq,
      size: 1,
    });
    writer.append(view, asSlot(0), seq % 2 === 0 ? "A" : "B");
  }
  writer.close();
}

/** Runs a source, and observes what it did: states, records handed over, errors, the end. */
async function observeRun(
  observe: Observe,
  fact: string,
  source: Source,
  folder: string,
  finish: Subject = "#finish",
  context: FixtureContext = new FixtureContext(),
): Promise<void> {
  const thrown = await rejectedBy(source.run(context), folder);
  const notes = context.notes.take() as unknown[][];
  const notesOf = (...names: string[]) => notes.filter(([name]) => names.includes(String(name)));
  const text = JSON.stringify(notesOf("state", "record", "error")).replaceAll(folder, "");
  observe(of(TapeSource, "run"), `${fact}: records`, notesOf("encoded", "internSymbol"));
  observe(finish, `${fact}: states and errors`, [text, thrown]);
}

/** Stops after some looks whether to. */
function stopping(looks: number): FixtureContext {
  const context = new FixtureContext();
  let left = looks;
  Object.assign(context, { stopRequested: () => left-- <= 0 });
  return context;
}

async function observeTapes(observe: Observe, folder: string): Promise<void> {
  const path = join(folder, "a.tape");
  const source = new TapeSource({ path, speed: "max" });
  observe(
    of(TapeSource, "constructor"),
    "name and provider",
    [source.name.replace(folder, ""), source.provider],
    ["tape:/a.tape", "Test"],
  );
  await observeRun(observe, "no tape", source, folder);
  writeTape(path, 5, 2);
  await observeRun(observe, "a tape of 5", source, folder);
  await observeRun(observe, "stopped", source, folder, "#finish", stopping(2));
  await observeRun(observe, "stopped at its end", source, folder, "#finish", stopping(7));
  const bytes = new Uint8Array(await Bun.file(path).arrayBuffer());
  await Bun.write(path, bytes.subarray(0, bytes.length - 30));
  await observeRun(observe, "a cut tape", source, folder);
  bytes[bytes.length - 40]! ^= 0xff;
  await Bun.write(path, bytes);
  await observeRun(observe, "a damaged tape", source, folder);
  writeTape(path, 1, 2);
  await observeRun(observe, "a tape of 1", source, folder, "count");
}

async function observeCsv(observe: Observe, folder: string): Promise<void> {
  const path = join(folder, "a.csv");
  const source = new CsvSource({ path, speed: "max" });
  observe(
    of(TapeSource, "constructor"),
    "of CSV",
    [source.name.replace(folder, ""), source.provider],
    ["csv:/a.csv", "Test"],
  );
  await observeRun(observe, "no CSV file", source, folder, of(TapeSource, "run"));
  await Bun.write(path, ROWS);
  await observeRun(observe, "CSV of 2", source, folder, of(TapeSource, "run"));
  await observeRun(observe, "CSV stopped", source, folder, of(TapeSource, "run"), stopping(0));
  await Bun.write(path, `${ROWS}A,x,1,1\n`);
  await observeRun(observe, "CSV with a broken row", source, folder, of(TapeSource, "run"));
  await Bun.write(path, PLAIN);
  const given = new CsvSource({ path, speed: 2, symbol: "GIVEN" });
  await observeRun(
    observe,
    "CSV of a given symbol, at speed 2",
    given,
    folder,
    of(TapeSource, "run"),
  );
}

export default function cases(observe: Observe): Promise<void> {
  return withFolder(async (folder) => {
    await observeTapes(observe, folder);
    await observeCsv(observe, folder);
  });
}
