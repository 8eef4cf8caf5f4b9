/** Cases of the verdicts on messages that keep the contract and on messages that break it. */

import type { Observe } from "../observe.ts";
import { createValidator, type Validator } from "./contract.ts";
import type { ContractItem, StockData } from "./contract-frame.ts";
import {
  activityOf,
  frameWith,
  highItem,
  lowItem,
  surgeItem,
  trendItem,
} from "./frames-fixture.ts";

const strict = () => createValidator({ mode: "strict" });
const lenient = () => createValidator({ mode: "lenient" });

/** Path, kind and standing of everything that a validator says of a frame. */
function said(validator: Validator, data: unknown): unknown {
  const { compliant, violations, deviations } = validator.validate("stock_data", data);
  const brief = (each: { path: string; kind: string }) => `${each.path} ${each.kind}`;
  return { compliant, violations: violations.map(brief), deviations: deviations.map(brief) };
}

function observeZone(observe: Observe): void {
  const item = (time: string) => frameWith(highItem({ time }));
  const newYork = createValidator({ mode: "strict", timeZone: "America/New_York" });
  observe("clockOf", "New York", newYork.validate("stock_data", item("09:00:00")).violations[0]);
  const midnight = highItem({ time: "00:00:00", event_id: "1755648000.000000_0a1b2c3d" });
  const utc = createValidator({ mode: "strict", timeZone: "UTC" });
  observe("clockOf", "midnight", said(utc, frameWith(midnight)), {
    compliant: true,
    deviations: [],
    violations: [],
  });
  observe("clockOf", "no zone", said(strict(), item("03:45:05")), {
    compliant: true,
    deviations: [],
    violations: [],
  });
  let name = "";
  try {
    createValidator({ mode: "strict", timeZone: "No/Where" });
  } catch (thrown) {
    name = (thrown as Error).name;
  }
  observe("clockOf", "an unknown zone", name, "RangeError");
}

/** A frame with one list that is none; its activity breaks a rule, which only a frame can. */
function observeFrames(observe: Observe): void {
  const broken = activityOf({ ticks_300sec: 1 });
  const whole = { ...frameWith(), activity: broken };
  const lists: [string, unknown][] = [
    ["highs", { ...whole, highs: {} }],
    ["lows", { ...whole, lows: undefined }],
    ["trending?.up", { ...whole, trending: { down: [] } }],
    ["trending?.down", { ...whole, trending: { up: [] } }],
    ["trending", { ...whole, trending: null }],
    ["surging?.up", { ...whole, surging: { down: [] } }],
    ["surging?.down", { ...whole, surging: { up: [] } }],
    ["surging", { ...whole, surging: undefined }],
    ["data is null", null],
    ["data is undefined", undefined],
    ["every list", whole],
  ];
  for (const [fact, data] of lists) observe("isFrame", fact, said(strict(), data));
}

/** An item with a value of a wrong type and one that contradicts the others. */
function observeStocks(observe: Observe): void {
  const odd = highItem({ count: 9 });
  const bad = highItem({ count: 9, volume: -1 });
  const eleven = frameWith(
    ...Array.from({ length: 11 }, (_, i) => highItem({ event_id: idOf(i) })),
  );
  eleven.highs[1] = odd;
  eleven.highs[10] = bad;
  const every = frameWith(highItem(), lowItem(), trendItem(), surgeItem());
  observe("stockViolations", "a good frame", strict().validate("stock_data", every).violations, []);
  observe("stockViolations", "sound", said(strict(), frameWith(odd, lowItem(), trendItem())), {
    compliant: false,
    deviations: [],
    violations: ["highs[0].count rule"],
  });
  observe("stockViolations", "wrong", said(strict(), frameWith(bad, lowItem(), trendItem())), {
    compliant: false,
    deviations: [],
    violations: ["highs[0].volume schema"],
  });
  observe("stockViolations", "twice", said(strict(), frameWith(highItem(), highItem())), {
    compliant: false,
    deviations: [],
    violations: ["highs[1].event_id rule"],
  });
  const wrongActivity = { ...activityOf({ ticks_300sec: 1 }), total_highs: -1 };
  const frame = { ...frameWith(), activity: wrongActivity };
  observe("stockViolations", "activity, structurally wrong", said(strict(), frame), {
    compliant: false,
    deviations: [],
    violations: ["activity.total_highs schema"],
  });
  observe("isAt", "highs[1] is not highs[10]", said(strict(), eleven), {
    compliant: false,
    deviations: [],
    violations: ["highs[10].volume schema", "highs[1].count rule"],
  });
  observeCounts(observe);
  const arrow = highItem({ direction: "↑" as "up", count: 9, label: "NEW HIGH" });
  observe("stockViolations", "isSpelling, lenient", said(lenient(), frameWith(arrow)));
  observe("stockViolations", "isSpelling, strict", said(strict(), frameWith(arrow)));
  const alsoBad = { ...arrow, volume: -1 };
  observe("stockViolations", "isSpelling and more, lenient", said(lenient(), frameWith(alsoBad)));
}

function idOf(index: number): string {
  return `1755698405.250000_0a1b2c${String(index).padStart(2, "0")}`;
}

function misplaced(item: ContractItem): StockData {
  const frame = frameWith(trendItem());
  const list = item.direction === "up" ? frame.trending.up : frame.trending.down;
  (list as ContractItem[]).push(item);
  return frame;
}

function observeMisplaced(observe: Observe): void {
  const down = surgeItem();
  const bad = surgeItem({ volume: -1, count: 9 });
  const up = surgeItem({ direction: "up", count_up: 0, count: 1 });
  const inHighs = frameWith(highItem());
  (inHighs.highs as ContractItem[]).push(down);
  const withNull = frameWith(trendItem());
  (withNull.trending.up as unknown[]).push(null);
  observe("isMisplacedSurge", "in trending, lenient", said(lenient(), misplaced(down)), {
    compliant: true,
    deviations: ["trending.down[0].type rule"],
    violations: [],
  });
  observe("isMisplacedSurge", "in trending, strict", said(strict(), misplaced(down)));
  observe("isMisplacedSurge", "in highs", said(lenient(), inHighs));
  observe("isMisplacedSurge", "null", said(lenient(), withNull), {
    compliant: false,
    deviations: [],
    violations: ["trending.up[1] schema"],
  });
  observe("misplacedSurge", "with a wrong value", said(lenient(), misplaced(bad)));
  observe("misplacedSurge", "up", said(lenient(), misplaced(up)));
  const { deviations } = lenient().validate("stock_data", misplaced(down));
  observe("misplacedSurge", "violation", deviations[0]);
}

function observeMessages(observe: Observe): void {
  const validator = strict();
  const message = (event: string, data: unknown) =>
    JSON.stringify({ event, data, epoch: "e", seq: 1 });
  observe("find", "an unknown event", validator.validate("no_event" as "pong", {}).violations);
  observe("find", "pong", validator.validate("pong", { x: 1 }).violations);
  observe("find", "nothing left of the last one", validator.validate("pong", {}).violations, []);
  const texts: [string, string][] = [
    ["JSON text", "{"],
    ["envelope", '{"event":"pong"}'],
    ["data", message("session_reset", { new_session: "PRE" })],
    ["data.path", message("session_reset", { new_session: "NONE" })],
    ["data itself", message("session_reset", {})],
    ["event not of the contract", message("no_event", {})],
  ];
  for (const [fact, text] of texts) {
    observe("findInMessage", fact, validator.validateMessage(text).violations);
  }
  const listed = message("pong", []);
  observe("findInMessage", "data is no object", validator.validateMessage(listed).violations, [
    { actual: "[]", expected: "an object", kind: "schema", path: "data", section: "transport" },
  ]);
  const inEnvelope = (more: object) => {
    const data = { new_session: "NONE" };
    return JSON.stringify({ event: "session_reset", data, epoch: "e", seq: 1, ...more });
  };
  for (const more of [{ extra: 1 }, { seq: -1 }, { event: "x" }, { data: 5 }]) {
    const fact = `ENVELOPED ${JSON.stringify(more)}`;
    observe("findInMessage", fact, validator.validateMessage(inEnvelope(more)).violations);
  }
  observe("findInMessage", "no object", validator.validateMessage("5").violations, [
    { actual: "5", expected: "an object", kind: "schema", path: "", section: "transport" },
  ]);
  const noFrame = { ...frameWith(), activity: activityOf({ ticks_300sec: 1 }) };
  observe(
    "find",
    "rules are for stock_data",
    validator.validate("pong", noFrame).violations.length,
    5,
  );
  observe(
    createValidator,
    "validateMessage: a frame",
    validator.validateMessage(message("stock_data", noFrame)),
  );
}

function observeCounts(observe: Observe): void {
  for (const mode of ["strict", "lenient"] as const) {
    const validator = createValidator({ mode });
    observe(createValidator, `complianceRate: ${mode}, before the first`, validator.complianceRate);
    const broken = frameWith(highItem({ count: 9 }));
    const frames = [broken, frameWith(), { ...frameWith(), highs: 5 }, frameWith()];
    for (const [index, data] of frames.entries()) {
      observe(createValidator, `${mode}, verdict ${index}`, said(validator, data));
      observe(createValidator, `checked: ${mode}, after ${index}`, validator.checked);
      observe(createValidator, `complianceRate: ${mode}, after ${index}`, validator.complianceRate);
    }
    validator.validateMessage("");
    observe(createValidator, `checked: ${mode}, with a text`, validator.checked);
  }
}

export default function cases(observe: Observe): void {
  observeMessages(observe);
  observeStocks(observe);
  observeFrames(observe);
  observeZone(observe);
  observeMisplaced(observe);
}
