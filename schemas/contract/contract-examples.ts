/** The example messages of schemas/examples. Test support. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { createValidator, type Verdict } from "./contract.ts";
import type { ContractEvent } from "./contract-events.ts";
import type { ContractItem, StockData } from "./contract-frame.ts";

const EXAMPLES = join(import.meta.dir, "examples");
/** The zone of the clocks in the examples. */
export const ZONE = "America/New_York";

/** An example by its path below schemas/examples, without `.json`; a new value each time. */
export async function example<T = unknown>(path: string): Promise<T> {
  return (await Bun.file(join(EXAMPLES, `${path}.json`)).json()) as T;
}

/** Paths of all examples in a folder. */
export function namesIn(folder: string): string[] {
  const names = readdirSync(join(EXAMPLES, folder)).sort();
  return names.map((name) => `${folder}/${name.replace(/\.json$/, "")}`);
}

/** What strict mode says. */
export function strict(event: ContractEvent, data: unknown): Verdict {
  return createValidator({ mode: "strict", timeZone: ZONE }).validate(event, data);
}

/** A frame with activity only. */
export const quiet: StockData = await example<StockData>("stock_data/quiet");
/** A frame with rows in every list. */
export const full: StockData = await example<StockData>("stock_data/full");

/** A frame with this item only, in its list; it is the item itself, not a copy. */
export function frameOf(item: ContractItem): StockData {
  const frame = structuredClone(quiet);
  if (item.type === "high") frame.highs.push(item);
  else if (item.type === "low") frame.lows.push(item);
  else if (item.type === "trend") frame.trending[item.direction].push(item);
  else if (item.type === "surge") frame.surging[item.direction].push(item);
  return frame;
}
