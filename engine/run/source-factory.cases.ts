/** Known answers of source-factory.ts: which source, at which speed, by which calendar. */
import { join } from "node:path";
import { type TapeCalendar, TapeWriter } from "#codec";
import { defaultConfig, type EngineConfig, type Observe } from "#schemas";
import { failureOf, moduleOf, withFolder } from "../testing/cases-fixture.ts";
import { calendarName, createSource, speedOf } from "./source-factory.ts";

function configOf(changes: Partial<EngineConfig>): EngineConfig {
  return { ...defaultConfig(), ...changes };
}

/** A variable that is never set: a key that is missing. */
const NO_KEY = "TICKSCOPE_PROBE_NO_SUCH_KEY";
const PLUGIN = moduleOf(
  "export const createSource = ({ name }) => ({ name: 'made ' + name, provider: 'Test' });",
);

export default async function run(observe: Observe): Promise<void> {
  for (const source of ["synthetic", "tape:x", "massive", "binance", "mine"]) {
    for (const speed of ["max", 2.5] as const) {
      observe(speedOf, `${source} at ${speed}`, speedOf(configOf({ source, speed })));
    }
  }
  await withFolder((folder) => observeCalendars(observe, folder));
  await observeSources(observe);
}

function observeCalendars(observe: Observe, folder: string): void {
  for (const source of ["synthetic", "massive", "binance", "csv:binance"]) {
    for (const calendar of [null, "continuous", "us-equities"] as const) {
      observe(calendarName, `${source}, ${calendar}`, calendarName(configOf({ source, calendar })));
    }
  }
  for (const calendar of ["us-equities", "continuous"] as TapeCalendar[]) {
    const path = join(folder, `${calendar}.tape`);
    new TapeWriter(path, { origin: "probe", calendar, createdEpochUs: 1 }).close();
    const source = `tape:${path}`;
    observe(calendarName, `a tape that says ${calendar}`, calendarName(configOf({ source })));
    const own = calendarName(configOf({ source, calendar: "us-equities" }));
    observe(calendarName, `the config over a tape that says ${calendar}`, own);
  }
}

async function observeSources(observe: Observe): Promise<void> {
  const entries = [{ name: "mine", module: PLUGIN }];
  const plugins = { ...defaultConfig().plugins, sources: entries };
  const made = async (changes: Partial<EngineConfig>, url: string | null = null) => {
    const act = async () => {
      const source = await createSource(configOf(changes), url);
      return `${source.name} ${source.provider} ${source.constructor.name}`;
    };
    const failure = await failureOf(act);
    return failure === "none" ? act() : failure;
  };
  const massive = { ...defaultConfig().massive, apiKeyEnv: NO_KEY };
  observe(
    createSource,
    "tape",
    await made({ source: "tape:a:b.tape" }),
    "tape:a:b.tape Test TapeSource",
  );
  observe(createSource, "csv", await made({ source: "csv:/a.csv" }), "csv:/a.csv Test CsvSource");
  observe(
    createSource,
    "csv without a path",
    await made({ source: "csv:" }),
    "SOURCE_UNKNOWN: source=csv: is not one of: synthetic, tape:PATH, csv:PATH, massive, binance",
  );
  observe(
    createSource,
    "tape without a path",
    await made({ source: "tape" }),
    "SOURCE_UNKNOWN: source=tape is not one of: synthetic, tape:PATH, csv:PATH, massive, binance",
  );
  observe(
    "synthetic",
    "with its address",
    await made({ source: "synthetic" }, "ws://x"),
    "synthetic Test MassiveClient",
  );
  observe(
    createSource,
    "synthetic without an address",
    await made({ source: "synthetic" }),
    "SOURCE_UNKNOWN: source=synthetic is not one of: synthetic, tape:PATH, csv:PATH, massive, binance",
  );
  observe(
    createSource,
    "binance",
    await made({ source: "binance" }),
    "binance Production BinanceClient",
  );
  observe(
    createSource,
    "a plug-in",
    await made({ source: "mine", plugins }),
    "made mine Test Object",
  );
  observe(createSource, "unknown", await made({ source: "nothing", plugins }));
  observe("massive", "without a key", await made({ source: "massive", massive }));
  // PATH is always set; that its value is no key does not matter before a connection.
  const withKey = { ...massive, apiKeyEnv: "PATH" };
  observe(
    "massive",
    "with a key",
    await made({ source: "massive", massive: withKey }),
    "massive Production MassiveClient",
  );
}
