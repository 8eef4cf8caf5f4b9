/** Known answers of remedies.ts, with actions that only take notes. */
import { defaultConfig, type Observe, of } from "#schemas";
import { failureOf } from "../testing/cases-fixture.ts";
import { isRemedy, REMEDIES, Remedies, type RemedyName } from "./remedies.ts";

function newRig(fails = false) {
  const acts: string[] = [];
  const act = (name: string) => async () => {
    acts.push(`${name} begins`);
    await Promise.resolve();
    acts.push(`${name} ends`);
    if (fails) throw new Error("not now");
  };
  const remedies = new Remedies({
    restartIngest: act("ingest"),
    restartDetectors: act("detectors"),
  });
  const states = () =>
    remedies.states().map(({ name, isApplied, times }) => [name, isApplied, times]);
  const config = defaultConfig();
  const wired = { ...config, plugins: { ...config.plugins, handOff: "mine" } };
  const channels = { ...config.channels, fmv: { enabled: false } };
  const wiring = () => [
    remedies.channels({ channels }),
    remedies.ingestConfig(wired).plugins.handOff,
  ];
  return { remedies, acts, states, wiring };
}

export default async function run(observe: Observe): Promise<void> {
  observe(of(Remedies, "states"), "at first", newRig().remedies.states());
  observe(isRemedy, "names", ["restart-detectors", "reboot", "toString"].map(isRemedy), [
    true,
    false,
    false,
  ]);
  for (const name of Object.keys(REMEDIES) as RemedyName[]) {
    const { remedies, acts, states, wiring } = newRig();
    observe(
      of(Remedies, "rollback"),
      `${name}, too early`,
      await failureOf(() => remedies.rollback(name)),
    );
    await remedies.apply(name);
    await remedies.apply(name);
    observe(of(Remedies, "apply"), `${name}, twice`, [states(), wiring()]);
    observe("#act", `${name}, twice`, acts);
    observe(of(Remedies, "rollback"), name, await failureOf(() => remedies.rollback(name)));
    observe(of(Remedies, "rollback"), `${name}, then`, [states(), wiring(), acts.length]);
  }
  const both = newRig();
  await Promise.all([
    both.remedies.apply("register-channels"),
    both.remedies.apply("ring-hand-off"),
  ]);
  observe("#inTurn", "two at once", both.acts, [
    "detectors begins",
    "detectors ends",
    "ingest begins",
    "ingest ends",
  ]);
  const failing = newRig(true);
  const failure = await failureOf(() => failing.remedies.apply("ring-hand-off"));
  observe(of(Remedies, "apply"), "one that fails", [failure, failing.states(), failing.wiring()]);
  const next = await failureOf(() => failing.remedies.apply("register-channels"));
  observe(
    "#inTurn",
    "the next one has its turn",
    [next, failing.acts],
    ["Error: not now", ["ingest begins", "ingest ends", "detectors begins", "detectors ends"]],
  );
}
