/**
 * The contract accepts its examples and nothing else: every field of every frame, broken one by one.
 */
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import errorCodes from "../error-codes.json" with { type: "json" };
import errorCodesSchema from "../error-codes.schema.json" with { type: "json" };
import { ERROR_CODES } from "../generated/error-code.ts";
import { createValidator } from "./contract.ts";
import { lazyValidator } from "./contract-ajv.ts";
import type { ContractEvent } from "./contract-events.ts";
import { example, frameOf, full, namesIn, quiet, strict, ZONE } from "./contract-examples.ts";
import { type ContractItem, isCleanTicker, type SurgeItem } from "./contract-frame.ts";
import { INTEGERS, isAllowed, mutationsOf, namedAt } from "./contract-mutations.ts";

const EVENTS: ContractEvent[] = [
  "stock_data",
  "status_update",
  "session_reset",
  "error",
  "pong",
  "universe_updated",
  "filters_updated",
  "resume",
  "user_cache_invalidated",
  "envelope",
  "client_message",
];

describe("examples", () => {
  for (const event of EVENTS) {
    test.each(namesIn(event))(`${event}: %s is strictly valid`, async (path) => {
      expect(strict(event, await example(path)).violations).toEqual([]);
    });
  }

  test.each(namesIn("items"))("%s is strictly valid in its list", async (path) => {
    const item = await example<ContractItem>(path);
    expect(strict("stock_data", frameOf(item)).violations).toEqual([]);
    const keys = { high: 23, low: 23, trend: 24, surge: 27 };
    expect(Object.keys(item)).toHaveLength(keys[item.type]);
  });

  test("there is one of every status", async () => {
    const states = await Promise.all(
      namesIn("status_update").map((path) => example<{ status: string }>(path)),
    );
    expect(states.map((each) => each.status).sort()).toEqual([
      "connected",
      "disconnected",
      "error",
      "healthy",
      "initializing",
      "session_reset",
      "warning",
    ]);
  });
});

describe("strict mode refuses every broken field and names it", () => {
  const frames: [ContractEvent, string][] = EVENTS.flatMap((event) =>
    namesIn(event).map((path): [ContractEvent, string] => [event, path]),
  );

  test.each(frames)("%s: %s", async (event, path) => {
    refuseAll(event, await example(path));
  });

  test.each(namesIn("items"))("%s", async (path) => {
    refuseAll("stock_data", frameOf(await example<ContractItem>(path)));
  });

  function refuseAll(event: ContractEvent, message: unknown): void {
    const validator = createValidator({ mode: "strict", timeZone: ZONE });
    let mutations = 0;
    for (const { path, what, value } of mutationsOf(message)) {
      if (isAllowed(event, path, what)) continue;
      mutations += 1;
      const { compliant, violations } =
        event === "envelope"
          ? validator.validateMessage(JSON.stringify(value))
          : validator.validate(event, value);
      const where = `${path} ${what}`;
      expect([where, compliant]).toEqual([where, false]);
      const paths = violations.map((each) => each.path);
      const named = namedAt(path, what);
      const isNamed = paths.some((each) => each === named || each.startsWith(`${named}.`));
      expect([where, isNamed, paths]).toEqual([where, true, paths]);
      for (const { expected, actual, section } of violations) {
        expect([where, expected === "", actual === "", section === ""]).toEqual([
          where,
          false,
          false,
          false,
        ]);
      }
    }
    expect(mutations).toBeGreaterThanOrEqual(6);
    expect(validator.checked).toBe(mutations);
    expect(validator.complianceRate).toBe(0);
  }
});

describe("lenient mode", () => {
  test("passes keys that nobody knows and fractions in range, and reports them, nothing else", () => {
    const validator = createValidator({ mode: "lenient", timeZone: ZONE });
    let passed = 0;
    for (const { path, what, value } of mutationsOf(full)) {
      const verdict = validator.validate("stock_data", value);
      const isOpen =
        what === "is a key too many" ||
        (what === "is no integer" && INTEGERS.test(path) && !path.includes(".threshold_"));
      if (!isOpen) continue;
      passed += 1;
      const paths = verdict.deviations.map((each) => each.path);
      expect([path, what, verdict.compliant, paths.includes(path)]).toEqual([
        path,
        what,
        true,
        true,
      ]);
    }
    expect(passed).toBeGreaterThan(20);
  });

  test("refuses what is out of range, of another type, or not there", () => {
    const validator = createValidator({ mode: "lenient", timeZone: ZONE });
    const high = { ...full.highs[0]! };
    for (const patch of [
      { count_up: -0.5 },
      { count_up: "1" },
      { price: null },
      { volume: "5" },
      { ticker: 5 },
    ]) {
      const frame = { ...quiet, highs: [{ ...high, ...patch }] };
      const { compliant } = validator.validate("stock_data", frame);
      expect([patch, compliant]).toEqual([patch, false]);
    }
  });
});

describe("validator", () => {
  test("says what it expected, what it found and where the contract says so", () => {
    const frame = structuredClone(full);
    (frame.highs[0] as { price: unknown }).price = "12";
    delete (frame.surging.up[0] as Partial<SurgeItem>).magnitude;
    expect(strict("stock_data", frame).violations).toEqual([
      {
        path: "highs[0].price",
        expected: "a number above 0",
        actual: '"12"',
        section: "every-item",
        kind: "schema",
      },
      {
        path: "surging.up[0].magnitude",
        expected: "present",
        actual: "absent",
        section: "surges",
        kind: "schema",
      },
    ]);
  });

  test("counts what it checked", () => {
    const validator = createValidator({ mode: "strict" });
    expect(validator.complianceRate).toBeNull();
    validator.validate("stock_data", full);
    validator.validate("stock_data", {});
    validator.validate("pong", {});
    expect([validator.checked, validator.complianceRate]).toEqual([3, 2 / 3]);
  });

  test("checks a whole message by its event", async () => {
    const validator = createValidator({ mode: "strict" });
    const envelope = await example<{ data: { status: string } }>("envelope/status");
    expect(validator.validateMessage(JSON.stringify(envelope)).compliant).toBe(true);
    envelope.data.status = "fine";
    const { violations } = validator.validateMessage(JSON.stringify(envelope));
    expect(violations.map((each) => [each.path, each.section])).toEqual([
      ["data.status", "status_update"],
    ]);
    expect(validator.validateMessage('{"event":"pong"').violations[0]?.expected).toBe("JSON text");
    expect(
      validator.validateMessage('{"event":"nonsense","data":{},"epoch":"a","seq":0}').compliant,
    ).toBe(false);
  });

  test("checks the data of an envelope that has a fault of its own", async () => {
    const envelope = await example<{ data: { status: string } }>("envelope/status");
    envelope.data.status = "fine";
    const text = JSON.stringify({ ...envelope, seq: -1, extra_key: 1 });
    const paths = (mode: "strict" | "lenient") =>
      createValidator({ mode })
        .validateMessage(text)
        .violations.map(({ path }) => path);
    expect(paths("strict")).toEqual(["extra_key", "seq", "data.status"]);
    expect(paths("lenient")).toEqual(["seq", "data.status"]);
  });

  test("never throws, whatever it is given", () => {
    const validator = createValidator({ mode: "lenient", timeZone: ZONE });
    fc.assert(
      fc.property(fc.constantFrom(...EVENTS), fc.anything(), (event, data) => {
        validator.validate(event, data);
      }),
    );
    fc.assert(
      fc.property(fc.anything(), fc.constantFrom("highs", "lows"), (item, list) => {
        const { compliant } = validator.validate("stock_data", { ...quiet, [list]: [item] });
        expect(compliant).toBe(false);
      }),
    );
  });
});

test("isCleanTicker is the pattern of the schema", () => {
  const validator = createValidator({ mode: "strict" });
  const isAccepted = (ticker: string): boolean => {
    const frame = frameOf({ ...structuredClone(full.highs[0]!), ticker });
    return validator.validate("stock_data", frame).compliant;
  };
  const samples = [
    "AAPL",
    "BRK.B",
    "M&M",
    "BTC-USD",
    "X:BTCUSD",
    "",
    "<b>",
    'A"',
    "A'",
    "A`",
    "A\n",
    "\ud800",
  ];
  const verdicts = samples.map(isCleanTicker);
  expect(verdicts.filter((each) => each)).toHaveLength(5);
  expect(samples.map(isAccepted)).toEqual(verdicts);
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 20 }), (ticker) => {
      expect(isAccepted(ticker)).toBe(isCleanTicker(ticker));
    }),
  );
});

describe("error-codes.json", () => {
  test("fits its schema, and no code stands twice", () => {
    const validate = lazyValidator(errorCodesSchema)();
    expect(validate(errorCodes) ? [] : validate.errors).toEqual([]);
    expect(new Set(ERROR_CODES).size).toBe(ERROR_CODES.length);
    for (const { path, what, value } of mutationsOf({
      ...errorCodes,
      codes: errorCodes.codes.slice(0, 1),
    })) {
      const isFree = /(cause|remedy)$/.test(path) && what === 'is "none of the known words"';
      if (isFree || path === "$schema" || what === "is array") continue;
      expect([path, what, validate(value)]).toEqual([path, what, false]);
    }
  });
});
