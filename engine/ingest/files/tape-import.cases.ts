/** Known answers of tape-import.ts: what an import leaves behind, when it succeeds and when not. */

import { existsSync, readdirSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { TapeReader } from "#codec";
import type { Observe, Subject } from "#schemas";
import { rejectedBy, slotNumbers, withFolder } from "../testing/cases-fixture.ts";
import { importTape, type TapeImportOptions } from "./tape-import.ts";

const TICKS =
  "ticker,price,volume,timestamp\nA,1.5,10,1717426800\nB,2.5,1,1717426801\nA,3,1,1717426802\n";
const PLAIN = "timestamp,open,high,low,close,volume\n2024-06-03 15:00:00,10,12,9,11,5\n";
const BROKEN = "ticker,price,volume,timestamp\nA,1.5,10,1717426800\nA,x,1,1717426801\n";
const SESSION = [
  "wss://f.example/stream?streams=btcusdt@aggTrade",
  '1626992742.289739: {"result":null,"id":1}',
  '1626992742.3: {"e":"aggTrade","s":"BTCUSDT","a":5,"p":"32000.5","q":"1","T":1626992741000}',
  "1626992742.4: no JSON",
].join("\n");

const NO_OPTIONS: TapeImportOptions = { symbol: "", calendar: "", force: false };

/** What a tape says of itself, and its records. */
function tapeOf(path: string): unknown {
  if (!existsSync(path)) return "no tape";
  const reader = new TapeReader(path);
  const { calendar, origin } = reader.header;
  const records: unknown[] = [];
  for (let block = reader.next(); block !== undefined; block = reader.next()) {
    for (let slot = 0; slot < block.records; slot++) {
      const { symbolId, recordSeq, numbers } = slotNumbers(block.view, slot);
      records.push([block.symbols[symbolId as number], recordSeq, (numbers as number[])[0]]);
    }
  }
  reader.close();
  return [calendar, origin, records];
}

class Rig {
  readonly #observe: Observe;
  readonly #folder: string;

  constructor(observe: Observe, folder: string) {
    this.#observe = observe;
    this.#folder = folder;
  }

  path(name: string): string {
    return join(this.#folder, name);
  }

  /** Imports `text` as `name`, and observes the result, the tape and the folder. */
  async step(
    functionName: Subject,
    fact: string,
    name: string,
    text: string | Uint8Array<ArrayBuffer>,
    options: Partial<TapeImportOptions> = {},
  ): Promise<void> {
    await Bun.write(this.path(name), text);
    const output = this.path("out.tape");
    let result: unknown;
    const imported = async () => {
      result = await importTape(this.path(name), output, { ...NO_OPTIONS, ...options });
    };
    const thrown = await rejectedBy(imported(), this.#folder);
    this.#observe(functionName, `${fact}: result`, [result, thrown]);
    this.#observe("writeBlocks", `${fact}: tape`, tapeOf(output));
    this.#observe(importTape, `${fact}: files`, readdirSync(this.#folder).toSorted());
  }
}

export default function cases(observe: Observe): Promise<void> {
  return withFolder(async (folder) => {
    const rig = new Rig(observe, folder);
    await rig.step(importTape, "a broken file", "in.csv", BROKEN);
    await rig.step("openInput", "a symbol for a session", "in.txt", SESSION, { symbol: "A" });
    await rig.step(importTape, "ticks", "in.csv", TICKS);
    await rig.step(importTape, "over an existing tape", "in.csv", PLAIN);
    const force = { force: true };
    await rig.step(importTape, "a broken file, forced", "in.csv", BROKEN, force);
    const given = { ...force, symbol: "GIVEN", calendar: "us-equities" } as const;
    await rig.step(importTape, "over it by force, another calendar", "in.csv", PLAIN, given);
    await rig.step("openInput", "a session", "in.txt", SESSION, force);
    await rig.step("openInput", "a zipped session", "in.TXT.gz", Bun.gzipSync(SESSION), force);
    await rig.step("openInput", "ticks under another name", "in.text", TICKS, force);
    const nowhere = importTape(rig.path("in.csv"), rig.path("no/out.tape"), given);
    observe(importTape, "into no folder", await rejectedBy(nowhere, folder));
    await mkdir(rig.path("taken/x"), { recursive: true });
    const taken = importTape(rig.path("in.csv"), rig.path("taken"), given);
    observe(
      "rename",
      "onto a folder",
      (await rejectedBy(taken, folder)).slice(0, 40),
      "TAPE_WRITE_FAILED: /taken: EISDIR: illeg",
    );
    observe(importTape, "nothing is left of it", existsSync(rig.path("taken.partial")), false);
  });
}
