/** The config's type, defaults, schema and messages say the same. */
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { lazyValidator } from "../contract/contract-ajv.ts";
import { validate } from "../generated/config-validator.js";
import { defaultConfig } from "./config.ts";
import { CONFIG_KEYS, configValueOf } from "./config-keys.ts";
import { validateConfig } from "./config-problems.ts";
import schema from "./engine-config.schema.json" with { type: "json" };

function at(config: object, path: string): unknown {
  let value: unknown = config;
  for (const name of path.split(".")) value = (value as Record<string, unknown>)[name];
  return value;
}

/** A default config with `value` at `path`. */
function withValue(path: string, value: unknown): object {
  const config = structuredClone(defaultConfig()) as unknown as Record<string, unknown>;
  const names = path.split(".");
  let place = config;
  for (const name of names.slice(0, -1)) place = place[name] as Record<string, unknown>;
  place[names.at(-1)!] = value;
  return config;
}

function leaves(value: object, parent = ""): string[] {
  return Object.entries(value).flatMap(([name, member]) => {
    const path = parent === "" ? name : `${parent}.${name}`;
    const isGroup = typeof member === "object" && member !== null && !Array.isArray(member);
    return isGroup ? leaves(member, path) : [path];
  });
}

describe("defaultConfig", () => {
  test("has exactly the schema's keys, with the schema's defaults", () => {
    const config = defaultConfig();
    expect(leaves(config).sort()).toEqual(CONFIG_KEYS.map((key) => key.path).sort());
    for (const key of CONFIG_KEYS)
      expect([key.path, at(config, key.path)]).toEqual([key.path, key.defaultValue]);
  });

  test("is valid, and so is a config that states nothing", () => {
    expect(validateConfig(defaultConfig()).problems).toEqual([]);
    expect(validateConfig({}).problems).toEqual([]);
  });

  test("every key has a description, a name of its own in the environment and in flags", () => {
    const flags = CONFIG_KEYS.flatMap((key) => key.flag ?? []);
    expect(new Set(flags).size).toBe(flags.length);
    expect(new Set(CONFIG_KEYS.map((key) => key.environment)).size).toBe(CONFIG_KEYS.length);
    for (const key of CONFIG_KEYS) {
      expect(key.description.length).toBeGreaterThan(8);
      expect(key.environment).toMatch(/^TICKSCOPE_[A-Z0-9_]+$/);
    }
    const names = Object.fromEntries(CONFIG_KEYS.map((key) => [key.path, key.environment]));
    expect(names.port).toBe("TICKSCOPE_PORT");
    expect(names["detectors.highLow.minPercent"]).toBe("TICKSCOPE_DETECTORS_HIGH_LOW_MIN_PERCENT");
    expect(names["queue.p0Max"]).toBe("TICKSCOPE_QUEUE_P0_MAX");
  });
});

describe("validateConfig", () => {
  test.each<[unknown, string, string | null]>([
    [{ prot: 1 }, "prot", "port"],
    [{ Port: 1 }, "Port", "port"],
    [{ ringSlot: 64 }, "ringSlot", "ringSlots"],
    [{ detectors: { highlow: {} } }, "detectors.highlow", "detectors.highLow"],
    [
      { detectors: { highLow: { minPercnt: 1 } } },
      "detectors.highLow.minPercnt",
      "detectors.highLow.minPercent",
    ],
    [{ minPercent: 1 }, "minPercent", "detectors.highLow.minPercent"],
    [{ zzzzzzzzzz: 1 }, "zzzzzzzzzz", null],
    [
      { plugins: { detectors: [{ name: "a", module: "b", modul: "c" }] } },
      "plugins.detectors[0].modul",
      "plugins.detectors[0].module",
    ],
  ])("refuses the unknown key in %j", (config, path, suggestion) => {
    const { problems } = validateConfig(config);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ code: "CONFIG_UNKNOWN_KEY", path, suggestion });
    expect(problems[0]!.message).toContain(path);
    if (suggestion !== null) expect(problems[0]!.message).toContain(`did you mean ${suggestion}?`);
  });

  test.each<[string, unknown, string]>([
    ["port", 65_536, "port=65536 is not allowed: must be a whole number from 0 to 65535"],
    ["port", "5000", 'port="5000" is not allowed: must be a whole number'],
    ["port", Number.NaN, "port=NaN is not allowed"],
    ["workers", 0, "workers=0 is not allowed: must be a whole number from 1 to 16"],
    ["workers", 1.5, "workers=1.5 is not allowed"],
    ["speed", 0, "speed=0 is not allowed: must be a number above 0 or max"],
    ["speed", "fast", 'speed="fast" is not allowed'],
    ["speed", Number.POSITIVE_INFINITY, "speed=Infinity is not allowed"],
    ["ringSlots", 1000, "ringSlots=1000 is not allowed: must be one of 64, 128"],
    ["ringSlots", 32, "ringSlots=32 is not allowed"],
    ["telemetry.traceEvery", 3, "telemetry.traceEvery=3 is not allowed: must be one of 0, 1, 2"],
    ["once", "false", 'once="false" is not allowed: must be true or false'],
    ["durationSeconds", 0, "durationSeconds=0 is not allowed: must be a number above 0 or null"],
    ["start", "yesterday", 'start="yesterday" is not allowed'],
    ["start", "2025-08-20T10:00", "is not allowed"],
    ["overrun", "gaet", "did you mean gate?"],
    ["synthetic.symbols", 499, "from 500 to 8000"],
    ["massive.channels", [], "a list of at least 1 different entries"],
    [
      "massive.channels",
      ["Q"],
      'massive.channels[0]="Q" is not allowed: must be one of T, A, AM, FMV',
    ],
    ["server.origins", ["desk.example"], "server.origins[0]"],
    ["plugins.channels", [{ name: "a", kind: 15, module: "b" }], "plugins.channels[0].kind=15"],
    ["plugins.sources", [{ name: "a" }], "plugins.sources[0].module is required"],
    ["detectors", null, "detectors=null is not allowed: must be an object"],
  ])("refuses %s=%j", (path, value, message) => {
    const { problems } = validateConfig(withValue(path, value));
    expect(problems).toHaveLength(1);
    expect(problems[0]!.code).toBe("CONFIG_INVALID");
    expect(problems[0]!.message).toContain(message);
  });

  test("reports every problem, not only the first", () => {
    const { problems } = validateConfig({ port: -1, workers: 99, prot: 1 });
    expect(problems.map((problem) => problem.path).sort()).toEqual(["port", "prot", "workers"]);
  });

  test("refuses what is no object, and never throws", () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const { problems } = validateConfig(value);
        if (typeof value !== "object" || value === null || Array.isArray(value)) {
          expect(problems.length).toBeGreaterThan(0);
        }
      }),
    );
  });
});

describe("configValueOf", () => {
  test.each<[string, string, unknown]>([
    ["port", "5001", 5001],
    ["port", "abc", "abc"],
    ["port", "", ""],
    ["ringSlots", "1024", 1024],
    ["speed", "max", "max"],
    ["speed", "2.5", 2.5],
    ["once", "true", true],
    ["once", "false", false],
    ["once", "yes", "yes"],
    ["calendar", "null", null],
    ["calendar", "continuous", "continuous"],
    ["recordPath", "null", null],
    ["recordPath", "12", "12"],
    ["host", "null", "null"],
    ["massive.symbols", "AAPL, MSFT", ["AAPL", "MSFT"]],
    ["plugins.detectors", '[{"name":"a","module":"b"}]', [{ name: "a", module: "b" }]],
    ["plugins.detectors", "[oops", "[oops"],
  ])("%s=%j", (path, text, expected) => {
    const key = CONFIG_KEYS.find((known) => known.path === path)!;
    expect(configValueOf(key, text)).toEqual(expected);
  });
});

test("importing the contracts and checking a valid config loads no schema compiler", () => {
  const script = `
    const path = ${JSON.stringify(`${import.meta.dir}/../index.ts`)};
    const { defaultConfig, validateConfig } = await import(path);
    const compiler = () => Object.keys(require.cache).filter((path) => /ajv.dist.ajv/.test(path));
    validateConfig(defaultConfig());
    if (compiler().length > 0) throw new Error(compiler().join());
    validateConfig({ port: "" });
    if (compiler().length === 0) throw new Error("this cannot see the compiler");
  `;
  const { exitCode, stderr } = Bun.spawnSync(["bun", "-e", script], { stderr: "pipe" });
  expect(stderr.toString()).toBe("");
  expect(exitCode).toBe(0);
});

test("the generated check says what the schema says, whatever stands at whichever place", () => {
  const compiled = lazyValidator(schema)();
  const values = [null, "", "x", "max", -1, 0, 1, 1.5, 1e9, true, {}, { a: 1 }, [], ["x"], [{}]];
  const counts = { valid: 0, invalid: 0 };
  const groups = CONFIG_KEYS.map(({ path }) => path.slice(0, path.lastIndexOf(".") + 1));
  const strangers = [...new Set(groups)].map((group) => `${group}stranger`);
  for (const path of [...leaves(defaultConfig()), ...strangers]) {
    for (const value of values) {
      const config = withValue(path, value);
      const isGood = compiled(config);
      expect(validate(config), `${path}=${JSON.stringify(value)}`).toBe(isGood);
      counts[isGood ? "valid" : "invalid"] += 1;
    }
  }
  expect(counts.valid).toBeGreaterThan(80);
  expect(counts.invalid).toBeGreaterThan(500);
});
