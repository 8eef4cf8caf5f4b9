/** The files of codec/generated: layouts, and code about an event's fields, made of the .fbs files. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import {
  eventFieldsModule,
  fieldRangesModule,
  fieldRunsModule,
  itemPartsModule,
} from "./event-code.ts";
import { parseFbs } from "./fbs.ts";
import { layoutModule } from "./layout-code.ts";

const FOLDER: string = join(import.meta.dir, "../codec/generated");

/** Writes all of them and returns how many. */
export async function writeCodecFiles(): Promise<number> {
  const files = await codecFiles();
  rmSync(FOLDER, { recursive: true, force: true });
  for (const [name, text] of files) await Bun.write(join(FOLDER, name), text);
  return files.size;
}

/** The files that are not what would be written, by path from the root of the repository. */
export async function staleCodecFiles(): Promise<string[]> {
  const files = await codecFiles();
  const stale: string[] = [];
  for (const [name, text] of files) {
    const file = Bun.file(join(FOLDER, name));
    if (!(await file.exists()) || (await file.text()) !== text) stale.push(name);
  }
  for (const name of new Bun.Glob("**/*").scanSync(FOLDER)) {
    if (!files.has(name)) stale.push(`${name} (no longer generated)`);
  }
  return stale.map((name) => `codec/generated/${name}`);
}

async function codecFiles(): Promise<Map<string, string>> {
  const tick = parseFbs(await Bun.file(join(import.meta.dir, "tick.fbs")).text());
  const event = parseFbs(await Bun.file(join(import.meta.dir, "event.fbs")).text());
  return new Map([
    ["record-layout.ts", layoutModule("tick.fbs", "RECORD", tick)],
    ["event-layout.ts", layoutModule("event.fbs", "EVENT", event)],
    ["event-fields.ts", eventFieldsModule(event)],
    ["item-parts.ts", itemPartsModule(event)],
    ["field-ranges.ts", fieldRangesModule(event)],
    ["field-runs.ts", fieldRunsModule(event)],
  ]);
}
