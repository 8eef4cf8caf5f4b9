import { expect, test } from "bun:test";
import { asEpochUs, asSymbolId } from "#codec";
import type { Decision, DecisionKind, Gate } from "#engine/telemetry";
import type { EventKind } from "./explanation.ts";
import { windowOf } from "./window.ts";

function decision(
  recordSeq: number,
  kind: DecisionKind,
  gate: Gate,
  isPassed: boolean,
  value = 1,
  limit = 2,
): Decision {
  return {
    kind,
    gate,
    isPassed,
    symbolId: asSymbolId(1),
    recordSeq,
    epochUs: asEpochUs(recordSeq * 1e6),
    value,
    limit,
  };
}

test("counts records by the gate that stopped each, the furthest last, with the nearest miss", () => {
  const window = windowOf(
    [
      decision(1, "record", "eligible", false, 0, 1),
      decision(2, "record", "admitted", true),
      decision(2, "high", "beyond", true),
      decision(2, "high", "cooldown", false, 0.4, 1),
      decision(2, "low", "beyond", false),
      decision(3, "record", "admitted", true),
      decision(3, "high", "beyond", true),
      decision(3, "high", "cooldown", false, 0.9, 1),
      decision(4, "record", "admitted", true),
      decision(4, "high", "beyond", false),
      decision(5, "record", "admitted", true),
      decision(5, "high", "beyond", true),
      decision(5, "high", "event", true, 1, 1),
    ],
    "high",
    0,
    9e6,
  );
  expect(window).toMatchObject({ records: 5, admitted: 4, events: 1, contradictions: 0 });
  expect(window.stops.map(({ gate, records }) => [gate, records])).toEqual([
    ["eligible", 1],
    ["beyond", 1],
    ["cooldown", 2],
  ]);
  expect(window.stops.at(-1)).toMatchObject({ value: 0.9, limit: 1 });
  expect(window.stops.at(-1)?.text).toContain("0.9 s, needs at least 1 s");
});

test("of a limit from above the smallest value is the nearest", () => {
  const restarts = [700, 610, 900].map((gap, i) => [
    decision(i, "record", "admitted", true),
    decision(i, "trend", "restart", false, gap, 600),
  ]);
  const { stops } = windowOf(restarts.flat(), "trend", 0, 9e6);
  expect(stops).toMatchObject([{ gate: "restart", records: 3, value: 610 }]);
});

test("leaves out what is older", () => {
  const old = [decision(1, "record", "admitted", true), decision(1, "high", "beyond", false)];
  expect(windowOf(old, "high", 2e6, 9e6)).toMatchObject({ records: 0, stops: [] });
});

test("a detector that threw stopped the kinds whose gates were still open, and no others", () => {
  const threw = [
    decision(1, "record", "admitted", true),
    decision(1, "high", "cooldown", false),
    decision(1, "low", "event", true),
    decision(1, "trend", "warm_up", true),
    decision(1, "record", "detector_threw", false, 0, 1),
  ];
  const gatesOf = (kind: EventKind) => windowOf(threw, kind, 0, 9e6).stops.map(({ gate }) => gate);
  expect(gatesOf("high")).toEqual(["cooldown"]);
  expect(gatesOf("low")).toEqual([]);
  expect(gatesOf("trend")).toEqual(["detector_threw"]);
  expect(gatesOf("surge")).toEqual(["detector_threw"]);
});

test("notices a detector that does not do what its gates say", () => {
  const { contradictions } = windowOf(
    [
      decision(1, "record", "admitted", true),
      decision(1, "high", "beyond", true), // all gates passed, and no event
      decision(2, "record", "admitted", true),
      decision(2, "high", "beyond", false),
      decision(2, "high", "event", true), // an event although a gate stopped it
    ],
    "high",
    0,
    9e6,
  );
  expect(contradictions).toBe(2);
});
