/** Known answers of config.ts: which layer wins, and what each layer refuses. */
import { join } from "node:path";
import { defaultConfig, type EngineConfig, type Observe } from "#schemas";
import { failureOf, withFolder } from "../testing/cases-fixture.ts";
import { loadConfig, merged, preflight } from "./config.ts";

type Texts = Record<string, string | undefined>;

/** Keys whose value is not the default, as `path: value`. */
function changes(config: unknown, under: unknown = defaultConfig(), path = ""): string[] {
  if (Bun.deepEquals(config, under)) return [];
  if (typeof config !== "object" || config === null || Array.isArray(config)) {
    return [`${path}: ${JSON.stringify(config)}`];
  }
  return Object.entries(config).flatMap(([key, value]) => {
    const below = (under as Record<string, unknown> | undefined)?.[key];
    return changes(value, below, path === "" ? key : `${path}.${key}`);
  });
}

export default async function run(observe: Observe): Promise<void> {
  await observeLayers(observe);
  await withFolder((folder) => observeFile(observe, folder));
  await observeRefusals(observe);
  await withFolder(async (folder) => {
    for (const source of ["synthetic", `tape:${folder}/no`, `csv:${folder}/no`, `tape:${folder}`]) {
      const config: EngineConfig = { ...defaultConfig(), source };
      const failure = await failureOf(() => preflight(config));
      const name = source.replace(folder, "DIR");
      observe(preflight, name, failure.replaceAll(folder, "DIR"));
    }
  });
}

async function observeLayers(observe: Observe): Promise<void> {
  const load = async (environment: Texts, flags: Texts) =>
    changes(await loadConfig({ environment, flags }));
  observe(loadConfig, "defaults", await load({}, {}), []);
  observe(
    "fromEnvironment",
    "other programs' variables",
    await load({ PATH: "x", PORT: "1" }, {}),
    [],
  );
  observe("fromEnvironment", "a key", await load({ TICKSCOPE_PORT: "5001" }, {}), ["port: 5001"]);
  observe("fromEnvironment", "unset", await load({ TICKSCOPE_PORT: undefined }, {}), []);
  const deep = {
    TICKSCOPE_DETECTORS_HIGH_LOW_MIN_PERCENT: "0.2",
    TICKSCOPE_DETECTORS_HIGH_LOW_COOLDOWN_SECONDS: "3",
    TICKSCOPE_DETECTORS_TREND_ENABLED: "false",
  };
  observe("setPath", "deep keys side by side", await load(deep, {}));
  const flags = { "--port": "5002", "--source": "binance", "--unheard": "1" };
  observe("fromFlags", "flags", await load({}, flags), ['source: "binance"', "port: 5002"]);
  observe(loadConfig, "flags over environment", await load({ TICKSCOPE_PORT: "5001" }, flags), [
    'source: "binance"',
    "port: 5002",
  ]);
}

async function observeFile(observe: Observe, folder: string): Promise<void> {
  const file = join(folder, "config.json");
  const load = async (text: string, environment: Texts = {}) => {
    await Bun.write(file, text);
    return changes(await loadConfig({ file, environment, flags: {} }))
      .join("; ")
      .replaceAll(folder, "DIR");
  };
  const failing = async (text: string) => {
    return (await failureOf(() => load(text))).replaceAll(folder, "DIR");
  };
  observe(
    "fromFile",
    "keys",
    await load('{"$schema":"x","port":5003,"queue":{"p1Max":7}}'),
    "port: 5003; queue.p1Max: 7",
  );
  observe(
    merged,
    "environment over file",
    [await load('{"port":5003,"queue":{"p1Max":7,"p2Max":8}}', { TICKSCOPE_QUEUE_P1_MAX: "9" })],
    ["port: 5003; queue.p1Max: 9; queue.p2Max: 8"],
  );
  observe(
    merged,
    "lists are replaced",
    await load('{"massive":{"channels":["T"]}}'),
    'massive.channels: ["T"]',
  );
  const modules = ["./a.ts", "../b.ts", "/c.ts", "package", ".d"];
  const detectors = modules.map((module, i) => ({ name: `d${i}`, module }));
  const plugins = await load(JSON.stringify({ plugins: { detectors } }));
  observe(
    "absolutePlugins",
    "paths",
    plugins.replaceAll(join(folder, "..").replace(/\/$/, ""), "UP"),
  );
  const none = { file: join(folder, "none.json"), environment: {}, flags: {} };
  const unreadable = await failureOf(() => loadConfig(none));
  observe("fromFile", "missing", unreadable.replaceAll(folder, "DIR").split(":").slice(0, 2), [
    "CONFIG_UNREADABLE",
    " DIR/none.json",
  ]);
  observe("fromFile", "not JSON", (await failing("{port}")).split(":").slice(0, 2), [
    "CONFIG_NOT_JSON",
    " DIR/config.json",
  ]);
  for (const text of ["[]", "1", "null", '"a"']) observe("fromFile", text, await failing(text));
  for (const plugins of [
    "[]",
    '{"detectors":1}',
    '{"detectors":[1]}',
    '{"detectors":[{"name":"a"}]}',
  ]) {
    observe("absolutePlugins", plugins, await failing(`{"plugins":${plugins}}`));
  }
  observe(
    "refuse",
    "where and what of a file",
    await failing('{"prot":1}'),
    "CONFIG_UNKNOWN_KEY: DIR/config.json: prot=1 is not a known key; did you mean port?",
  );
}

async function observeRefusals(observe: Observe): Promise<void> {
  const refused = (environment: Texts, flags: Texts) =>
    failureOf(() => loadConfig({ environment, flags }));
  observe(
    "fromEnvironment",
    "unknown and near",
    await refused({ TICKSCOPE_PROT: "1" }, {}),
    "CONFIG_UNKNOWN_KEY: environment variable TICKSCOPE_PROT; did you mean TICKSCOPE_PORT?",
  );
  const far = { TICKSCOPE_NOTHING_LIKE_ANY_OF_THEM_AT_ALL: "1" };
  observe(
    "fromEnvironment",
    "unknown and far",
    await refused(far, {}),
    "CONFIG_UNKNOWN_KEY: environment variable TICKSCOPE_NOTHING_LIKE_ANY_OF_THEM_AT_ALL",
  );
  observe("refuse", "environment", await refused({ TICKSCOPE_PORT: "abc" }, {}));
  observe("refuse", "several", await refused({}, { "--port": "abc", "--workers": "many" }));
}
