import { expect, test } from "bun:test";
import { join } from "node:path";
import { defaultConfig } from "#schemas";
import { until } from "../testing/until.ts";
import type { Engine } from "./engine.ts";
import { countOf, residualUpToQueue, runToEnd } from "./engine-fixture.ts";

const WAIT_MS_MAX = 30_000;
const REAL = `tape:${join(import.meta.dir, "../../tapes/btcusdt-perp-2020-02-22.tape")}`;
const small = { ...defaultConfig().synthetic, symbols: 500, preRollSeconds: 60 };
const { plugins } = defaultConfig();

const codesOf = (engine: Engine) => engine.errorEntries().map(({ code }) => code);
const detected = (engine: Engine) => countOf(engine.ledgerSnapshot(), "detect", "in");

test("a hand-off that throws is named; the ring takes over while the engine runs, and gives back", async () => {
  const handOff = join(import.meta.dir, "../testdata/unbound-hand-off.ts");
  let after = 0;
  const { ledger, engine } = await runToEnd(
    { source: "synthetic", speed: 1, synthetic: small, plugins: { ...plugins, handOff } },
    async (engine) => {
      const isNamed = () => codesOf(engine).includes("HAND_OFF_FAILED");
      await until("the failure to be named", isNamed, WAIT_MS_MAX);
      expect(detected(engine)).toBe(0);
      await engine.remedies.apply("ring-hand-off");
      await until("records through the ring", () => detected(engine) > 100, WAIT_MS_MAX);
      await engine.remedies.rollback("ring-hand-off");
      after = countOf(engine.ledgerSnapshot(), "ring", "errored");
      const errored = () => countOf(engine.ledgerSnapshot(), "ring", "errored");
      await until("the hand-off to fail again", () => errored() > after, WAIT_MS_MAX);
      return "stop";
    },
  );
  const entry = engine.errorEntries().find(({ code }) => code === "HAND_OFF_FAILED");
  expect(entry?.message).toBe("No processor is bound to thread ingest");
  expect(entry?.stack).toContain("unbound-hand-off.ts");
  expect(residualUpToQueue(ledger)).toBe(0);
  expect(engine.errorEntries().filter(({ code }) => code === "RECORD_LOST_WITH_WORKER")).toEqual(
    [],
  );
}, 30_000);

test("a channel that the config disables is registered while the engine runs, and taken back", async () => {
  const channels = { ...defaultConfig().channels, tick: { enabled: false } };
  const refused = (engine: Engine) =>
    countOf(engine.ledgerSnapshot(), "route", "filtered", "channel_disabled");
  const { ledger, engine } = await runToEnd(
    { source: "synthetic", speed: 1, synthetic: small, channels },
    async (engine) => {
      await until("ticks to be refused", () => refused(engine) > 100, WAIT_MS_MAX);
      await engine.remedies.apply("register-channels");
      const [before, taken] = [refused(engine), detected(engine)];
      await until("ticks in their channel", () => detected(engine) > taken + 500, WAIT_MS_MAX);
      expect(refused(engine)).toBe(before);
      await engine.remedies.rollback("register-channels");
      await until("ticks to be refused again", () => refused(engine) > before, WAIT_MS_MAX);
      return "stop";
    },
  );
  expect(residualUpToQueue(ledger)).toBe(0);
  expect(codesOf(engine)).toEqual([]);
}, 30_000);

test("detectors that are replaced in good order find the very events of an undisturbed run", async () => {
  const detectors = [
    { name: "slow", module: join(import.meta.dir, "../testdata/slow-detector.ts") },
  ];
  const slow = {
    source: REAL,
    workers: 2,
    ringSlots: 64 as const,
    plugins: { ...plugins, detectors },
  };
  const calm = await runToEnd(slow);
  const disturbed = await runToEnd(slow, async (engine) => {
    for (const records of [500, 2_000, 5_000]) {
      await until("more records", () => detected(engine) > records, WAIT_MS_MAX);
      await engine.remedies.apply("restart-detectors");
    }
    return undefined;
  });
  expect(disturbed.digest).toBe(calm.digest);
  expect(disturbed.engine.status().workers.map(({ restarts }) => restarts)).toContain(3);
  expect(codesOf(disturbed.engine)).toEqual(codesOf(calm.engine));
  expect(residualUpToQueue(disturbed.ledger)).toBe(0);
}, 60_000);

test("what cannot be mended while the engine runs is refused and said", async () => {
  await runToEnd({ source: REAL, speed: 20 }, async (engine) => {
    const refused = engine.remedies.apply("reconnect-feed").catch((error) => error.message);
    expect(await refused).toContain("cannot be replaced while the engine runs");
    expect(
      engine.remedies.states().every(({ isApplied, times }) => !isApplied && times === 0),
    ).toBe(true);
    return "stop";
  });
}, 20_000);
