import { expect, test } from "bun:test";
import type { LedgerSnapshot } from "#engine";
import { errorCatalogue, type LoggedError } from "./error-catalogue.ts";
import { ROOT } from "./locate.ts";

function logged(changes: Partial<LoggedError>): LoggedError {
  return {
    code: "ROUTE_MISSING",
    thread: "detector-0",
    fingerprint: "v1-0000ab12",
    message: "no channel is registered for kind=1",
    sample: "{}",
    stack: `    at route (${ROOT}/engine/detect/router/router.ts:117:7)`,
    count: 3,
    firstEpochMs: 1,
    lastEpochMs: 2,
    ...changes,
  };
}

function counting(errored: Record<string, number>): LedgerSnapshot {
  return { stages: [{ stage: "route", errored }] } as unknown as LedgerSnapshot;
}

test("a known code comes with category, cause, remedy and the place of its stack", () => {
  const [entry] = errorCatalogue([logged({})], null);
  expect(entry).toMatchObject({
    isKnown: true,
    category: "wiring",
    stage: "route",
    thread: "detector-0",
    origin: "log",
    file: "engine/detect/router/router.ts",
    line: 117,
    function: "route",
    count: 3,
  });
  expect(entry!.rootCause).toEndWith(".");
  expect(entry!.fixHint.length).toBeGreaterThan(10);
});

test("a code that the table does not have is shown as unknown, with its evidence", () => {
  const [entry] = errorCatalogue([logged({ code: "MOON_FULL" })], null);
  expect(entry).toMatchObject({ isKnown: false, category: "unknown", stage: "unknown" });
  expect(entry!.rootCause).toContain("MOON_FULL is not in schemas/error-codes.json");
  expect(entry).toMatchObject({ line: 117, sample: "{}", stack: logged({}).stack });
});

test("what the ledger counts and nobody logged is in the catalogue, the most frequent first", () => {
  const found = errorCatalogue([logged({})], counting({ ROUTE_MISSING: 3, ROUTE_BREAKER_OPEN: 9 }));
  expect(found.map(({ code, origin, count }) => [code, origin, count])).toEqual([
    ["ROUTE_BREAKER_OPEN", "ledger", 9],
    ["ROUTE_MISSING", "log", 3],
  ]);
});

test("an error without a stack has no place", () => {
  expect(errorCatalogue([logged({ stack: "" })], null)[0]).toMatchObject({ file: "", line: 0 });
});
