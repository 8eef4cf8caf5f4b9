/** Known answers of plugins.ts, with modules that are their own URL. */
import type { Observe } from "#schemas";
import { failureOf, moduleOf } from "../testing/cases-fixture.ts";
import { loadChannel, loadDetector, loadHandOff, loadSource } from "./plugins.ts";

const LOADERS = { source: loadSource, channel: loadChannel, detector: loadDetector };

export default async function run(observe: Observe): Promise<void> {
  const all = ["Source", "Channel", "Detector"].map((role) => {
    return `export function create${role}({ name }) { return { made: "${role} " + name }; }`;
  });
  const handOff = moduleOf("export const createHandOff = ({ thread }) => ({ made: thread });");
  const create = await loadHandOff(handOff);
  observe(loadHandOff, "a hand-off", create({ thread: "ingest" } as never), { made: "ingest" });
  const none = await failureOf(() => loadHandOff(moduleOf("export const a = 1;")));
  observe(
    loadHandOff,
    "a module that is none",
    none,
    'PLUGIN_INVALID: handOff "hand-off" must export createHandOff(), was: exports a',
  );
  for (const [role, load] of Object.entries(LOADERS)) {
    const create = await load({ name: "mine", module: moduleOf(all.join("\n")) });
    observe("load", `a ${role}`, create({ name: "mine" } as never));
    for (const text of ["export const a = 1, b = 2;", ""]) {
      const failure = await failureOf(() => load({ name: "mine", module: moduleOf(text) }));
      observe("load", `a ${role} from "${text}"`, failure);
    }
    const missing = await failureOf(() => load({ name: "mine", module: "/no/such/plugin.ts" }));
    observe("load", `a ${role} from nowhere`, missing.split(": ").slice(0, 4));
  }
}
