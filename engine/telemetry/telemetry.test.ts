import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { asEpochUs } from "#codec";
import { ERROR_CODES, errorCodeId } from "#schemas";
import {
  account,
  Control,
  controlBytes,
  DROP_OVERRUN,
  DROP_REASONS,
  ERROR_ENTRIES_MAX,
  ErrorLog,
  errorFingerprint,
  FILTER_DUPLICATE,
  FILTER_REASONS,
  Histogram,
  OUTCOME_OK,
  outcomeErrored,
  outcomeFiltered,
  STAGE_CHANNEL,
  STAGES,
  ThreadLedger,
  ThreadTelemetry,
  TRACE_RECORDS,
  telemetryBytes,
  unaccounted,
} from "./index.ts";

describe("ledger", () => {
  test("every outcome leaves by its own name and the stage balances", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 2 + ERROR_CODES.length })), (outcomes) => {
        const ledger = ThreadLedger.detached();
        for (const outcome of outcomes) {
          ledger.enter(STAGE_CHANNEL, 1);
          if (outcome === 0) account(ledger, STAGE_CHANNEL, OUTCOME_OK);
          else if (outcome === 1) account(ledger, STAGE_CHANNEL, outcomeFiltered(FILTER_DUPLICATE));
          else if (outcome === 2) ledger.drop(STAGE_CHANNEL, DROP_OVERRUN, 1);
          else account(ledger, STAGE_CHANNEL, outcomeErrored((outcome - 3) % ERROR_CODES.length));
        }
        const row = ledger.row(STAGE_CHANNEL);
        expect(row.in).toBe(outcomes.length);
        expect(unaccounted(row)).toBe(0);
        expect(row.filtered.duplicate ?? 0).toBe(outcomes.filter((o) => o === 1).length);
        expect(row.dropped.overrun ?? 0).toBe(outcomes.filter((o) => o === 2).length);
      }),
    );
  });

  test("no counter shares its word with another", () => {
    const ledger = ThreadLedger.detached();
    for (let stage = 0; stage < STAGES.length; stage++) {
      FILTER_REASONS.forEach((_, reason) => {
        ledger.filter(stage, reason, 1 + reason);
      });
      DROP_REASONS.forEach((_, reason) => {
        ledger.drop(stage, reason, 100 + reason);
      });
      ERROR_CODES.forEach((_, code) => {
        ledger.error(stage, code, 1000 + code);
      });
      const row = ledger.row(stage);
      expect(Object.values(row.filtered)).toEqual(FILTER_REASONS.map((_, i) => 1 + i));
      expect(Object.values(row.dropped)).toEqual(DROP_REASONS.map((_, i) => 100 + i));
      expect(Object.values(row.errored)).toEqual(ERROR_CODES.map((_, i) => 1000 + i));
      expect(row).toMatchObject({ in: 0, out: 0, produced: 0 });
    }
  });
});

describe("error log", () => {
  test("the same fault with other numbers is one entry, with first sample and stack", () => {
    const log = ErrorLog.detached();
    for (let i = 0; i < 100; i++) {
      log.record("PRICE_INVALID", `price=${-i} was below 0`, `{"p":${-i}}`, new Error("first"));
    }
    log.record("SIZE_INVALID", "size=-1 was below 0");
    const [price, size, ...others] = log.entries();
    expect(others).toEqual([]);
    expect(price).toMatchObject({ code: "PRICE_INVALID", count: 100, sample: '{"p":0}' });
    expect(price!.stack).toContain("telemetry.test.ts");
    expect(price!.fingerprint).toMatch(/^v1-[0-9a-f]{8}$/);
    expect(size).toMatchObject({ code: "SIZE_INVALID", count: 1, sample: "" });
    // Nothing was thrown: then the place that recorded it.
    expect(size!.stack.split("\n")[0]).toContain("telemetry.test.ts");
  });

  test("the same text under two codes is two entries", () => {
    const log = ErrorLog.detached();
    for (let i = 0; i < 3; i++) {
      log.record("PRICE_INVALID", "same words");
      log.record("SIZE_INVALID", "same words");
    }
    expect(log.entries().map((entry) => [entry.code, entry.count])).toEqual([
      ["PRICE_INVALID", 3],
      ["SIZE_INVALID", 3],
    ]);
  });

  test("a successor continues; what finds no entry is counted as shed; long text is cut whole", () => {
    const telemetry = new ArrayBuffer(telemetryBytes(1));
    const first = new ThreadTelemetry(telemetry, 0).errors;
    first.record("PRICE_INVALID", `é${"x".repeat(4000)}`, "ü".repeat(4000));
    const successor = new ThreadTelemetry(telemetry, 0).errors;
    successor.record("PRICE_INVALID", `é${"x".repeat(4000)}`);
    expect(successor.entries()[0]!.count).toBe(2);
    for (let i = 0; i < ERROR_ENTRIES_MAX + 4; i++) {
      successor.record(
        "FRAME_NOT_JSON",
        `unlike the others ${"abcdefghij"[i % 10]}${"k".repeat(i)}`,
      );
    }
    expect(successor.entries().length).toBe(ERROR_ENTRIES_MAX);
    expect(successor.shed).toBe(5);
  });

  test("fingerprints ignore numbers and quoted values, not words", () => {
    expect(errorFingerprint("A", 'x=1.5e-9 "AAPL"')).toBe(errorFingerprint("A", 'x=-7 "MSFT"'));
    expect(errorFingerprint("A", "x=1")).not.toBe(errorFingerprint("A", "y=1"));
    expect(errorCodeId("PRICE_INVALID")).toBeGreaterThanOrEqual(0);
  });
});

describe("histogram", () => {
  test("percentiles are within a step of the truth", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1e8, noNaN: true }), { minLength: 1, maxLength: 300 }),
        (latencies) => {
          const histogram = new Histogram(new ArrayBuffer(8192), 0);
          for (const us of latencies) histogram.record(us);
          const sorted = latencies.toSorted((a, b) => a - b);
          const truth = sorted[Math.max(0, Math.ceil(sorted.length / 2) - 1)]!;
          const { p50Us, maxUs, count } = histogram.summary();
          expect(count).toBe(latencies.length);
          expect(maxUs).toBe(sorted.at(-1)!);
          expect(p50Us).toBeGreaterThanOrEqual(Math.min(truth, maxUs) - 0.125);
          expect(p50Us).toBeLessThanOrEqual(truth * 1.0625 + 0.126);
        },
      ),
    );
  });

  test("what lies outside its range still counts", () => {
    const histogram = new Histogram(new ArrayBuffer(8192), 0);
    histogram.record(-5);
    histogram.record(1e12);
    expect(histogram.summary().count).toBe(2);
    expect(histogram.total).toEqual({ count: 2, sumUs: 1e12 });
  });
});

describe("traces and control", () => {
  test("the newest entries stay, the others are counted", () => {
    const { traces } = ThreadTelemetry.detached();
    for (let i = 1; i <= TRACE_RECORDS + 10; i++) traces.write(i, 3, asEpochUs(i * 10), i);
    expect(traces.shed).toBe(10);
    const entries = traces.entries();
    expect(entries.length).toBe(TRACE_RECORDS);
    expect(entries[0]!.traceId).toBe(11);
    expect<unknown>(entries.at(-1)).toEqual({
      traceId: TRACE_RECORDS + 10,
      stage: 3,
      epochUs: (TRACE_RECORDS + 10) * 10,
      recordSeq: TRACE_RECORDS + 10,
    });
  });

  test("neighbours share a span, and are told apart again", () => {
    const { traces } = ThreadTelemetry.detached();
    let readings = 0;
    for (let id = 1; id <= 3 * TRACE_RECORDS; id++) {
      if (traces.prolong(id, 2, 4, asEpochUs(1000), id)) continue;
      readings += 1;
      traces.span(id, 2, 4, asEpochUs(1000), asEpochUs(2000 + readings), id);
    }
    expect(traces.written).toBe(readings);
    expect(readings).toBe((3 * TRACE_RECORDS) / 64);
    expect(traces.shed).toBe(2 * TRACE_RECORDS);
    const entries = traces.entries();
    expect(entries.length).toBe(3 * TRACE_RECORDS);
    expect(new Set(entries.map(({ recordSeq }) => recordSeq)).size).toBe(TRACE_RECORDS);
    for (const { traceId, recordSeq, stage, epochUs } of entries) {
      expect(traceId).toBe(recordSeq);
      expect<number>(epochUs).toBe(stage === 2 ? 1000 : 2001 + Math.floor((recordSeq - 1) / 64));
    }
  });

  test("threads have words of their own", () => {
    const control = new Control(new SharedArrayBuffer(controlBytes(4)));
    control.setDone(2, 77);
    control.beat(3);
    control.nextRecordSeq = 9;
    control.isTelemetryOn = true;
    expect([0, 1, 2, 3].map((thread) => control.heartbeat(thread))).toEqual([0, 0, 1, 1]);
    expect([0, 1, 2, 3].map((thread) => control.doneRecordSeq(thread))).toEqual([0, 0, 77, 0]);
    expect([control.phase, control.nextRecordSeq, control.isTelemetryOn]).toEqual([0, 9, true]);
  });
});
