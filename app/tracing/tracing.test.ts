import { afterEach, describe, expect, test } from "bun:test";
import type { ReadableSpan } from "@opentelemetry/sdk-trace";
import { asEpochUs } from "#codec";
import {
  STAGE_DECODE,
  STAGE_DETECT,
  STAGE_NORMALISE,
  STAGE_SOURCE,
  ThreadTelemetry,
  TRACE_SPANS,
} from "#engine/telemetry";
import { RunningEngine } from "../engine-process.ts";
import { SpanQueue } from "./span-queue.ts";
import { TraceAssembly } from "./trace-assembly.ts";

interface OtlpSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
}

/** A collector on loopback that keeps what it gets, and answers with `status`. */
function collector(status = 200) {
  const spans: OtlpSpan[] = [];
  let requests = 0;
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch: async (request) => {
      requests += 1;
      const { resourceSpans } = (await request.json()) as {
        resourceSpans: { scopeSpans: { spans: OtlpSpan[] }[] }[];
      };
      spans.push(...resourceSpans.flatMap((r) => r.scopeSpans.flatMap((scope) => scope.spans)));
      return new Response("{}", { status, headers: { "content-type": "application/json" } });
    },
  });
  const url = `http://127.0.0.1:${server.port}/v1/traces`;
  return { server, url, spans, requests: () => requests };
}

describe("a running engine", () => {
  const ends: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0)) await end();
  });

  async function start(url: string): Promise<RunningEngine> {
    const engine = await RunningEngine.start(["--otlp", url, "--cadence", "50"]);
    ends.push(() => engine.stop("SIGTERM"));
    return engine;
  }

  test("sends each sampled record as a trace: a span, and one per stage below it", async () => {
    const sink = collector();
    ends.push(() => sink.server.stop(true));
    const engine = await start(sink.url);
    const roots = () => sink.spans.filter(({ name }) => name === "record");
    while (roots().length === 0) await Bun.sleep(20);
    const root = roots()[0]!;
    const children = sink.spans.filter(({ parentSpanId }) => parentSpanId === root.spanId);
    const names = children.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["normalise", "ring", "detect"]));
    for (const child of children) {
      expect(child.traceId).toBe(root.traceId);
      expect(BigInt(child.startTimeUnixNano)).toBeGreaterThanOrEqual(
        BigInt(root.startTimeUnixNano),
      );
      expect(BigInt(child.endTimeUnixNano)).toBeGreaterThanOrEqual(BigInt(child.startTimeUnixNano));
      expect(BigInt(child.endTimeUnixNano)).toBeLessThanOrEqual(BigInt(root.endTimeUnixNano));
    }
    const metrics = await (await fetch(`${engine.url}/metrics`)).text();
    expect(metrics).toMatch(/^tickscope_spans_exported_total [1-9]/m);
  });

  test("a collector that refuses costs spans, with a count and an error, and nothing else", async () => {
    const sink = collector(400);
    ends.push(() => sink.server.stop(true));
    const engine = await start(sink.url);
    const failed = async () => {
      const metrics = await (await fetch(`${engine.url}/metrics`)).text();
      return metrics.match(/^tickscope_spans_shed_total\{reason="export_failed"\} (\d+)/m)?.[1];
    };
    while (!(Number(await failed()) > 0)) await Bun.sleep(20);
    const { errors } = await engine.get<{ errors: { code: string }[] }>("/api/errors");
    expect(errors.map(({ code }) => code)).toContain("TRACE_EXPORT_FAILED");
    expect((await fetch(`${engine.url}/healthz`)).status).toBe(200);
    expect((await engine.stop("SIGTERM")).exitCode).toBe(0);
  });
});

describe("TraceAssembly", () => {
  const { traces } = ThreadTelemetry.detached();
  const other = ThreadTelemetry.detached().traces;
  const assembly = new TraceAssembly([traces, other], 100);

  test("gathers a record over threads, in order of time, once it is quiet", () => {
    other.write(7, STAGE_DETECT, asEpochUs(30), 5);
    traces.write(7, STAGE_SOURCE, asEpochUs(10), 5);
    traces.write(7, STAGE_NORMALISE, asEpochUs(20), 5);
    expect(assembly.poll(0, 9)).toEqual([]);
    const [whole] = assembly.poll(100, 9);
    expect(whole).toMatchObject({ traceId: 7, recordSeq: 5 });
    const stages = whole!.entries.map(({ stage }) => stage);
    expect(stages).toEqual([STAGE_SOURCE, STAGE_NORMALISE, STAGE_DETECT]);
    expect(assembly.poll(300, 9)).toEqual([]);
  });

  test("hands out a bounded number at a time and keeps the rest", () => {
    for (let id = 10; id < 15; id++) {
      traces.write(id, STAGE_SOURCE, asEpochUs(id), id);
      traces.write(id, STAGE_NORMALISE, asEpochUs(id + 1), id);
    }
    assembly.poll(300, 0);
    expect(assembly.poll(500, 3).map(({ traceId }) => traceId)).toEqual([10, 11, 12]);
    expect(assembly.poll(500, 3).map(({ traceId }) => traceId)).toEqual([13, 14]);
  });

  test("takes runs of stages, and records that share one, apart: each comes once", () => {
    for (const [from, to] of [
      [20, 23],
      [23, 25],
    ] as const) {
      for (let id = from; id < to; id++) {
        if (!traces.prolong(id, STAGE_SOURCE, STAGE_NORMALISE, asEpochUs(50), id)) {
          traces.span(id, STAGE_SOURCE, STAGE_NORMALISE, asEpochUs(50), asEpochUs(60), id);
        }
        other.span(id, STAGE_DETECT, STAGE_DETECT, asEpochUs(70), asEpochUs(70), id);
      }
      assembly.poll(520, 0);
    }
    const whole = assembly.poll(620, 99);
    expect(whole.map(({ recordSeq }) => recordSeq)).toEqual([20, 21, 22, 23, 24]);
    for (const { entries } of whole) {
      const stages = [STAGE_SOURCE, STAGE_DECODE, STAGE_NORMALISE, STAGE_DETECT];
      expect(entries.map(({ stage }) => stage)).toEqual(stages);
    }
  });

  test("counts entries that were overwritten, and those it has no room for", () => {
    expect(assembly.entriesShed).toBe(0);
    for (let n = 0; n < TRACE_SPANS + 5; n++) traces.write(100 + n, STAGE_SOURCE, asEpochUs(n), n);
    assembly.poll(700, 0);
    expect(assembly.entriesShed).toBe(5 + TRACE_SPANS - 2048);
  });
});

test("a full queue sheds spans with a count while a request hangs", async () => {
  let answer: (result: { code: number }) => void = () => undefined;
  const batches: number[] = [];
  const queue = new SpanQueue(
    {
      export: (spans, done) => {
        batches.push(spans.length);
        answer = done;
      },
      shutdown: async () => undefined,
    },
    () => undefined,
  );
  const span = {} as ReadableSpan;
  queue.onEnd(span);
  queue.send();
  for (let n = 0; n < 5000; n++) queue.onEnd(span);
  queue.send();
  expect(batches).toEqual([1]);
  expect(queue.counts).toEqual({ exported: 0, shed: 5000 - 4096, failed: 0 });
  const flushed = queue.forceFlush();
  while (queue.counts.exported < 1 + 4096) {
    answer({ code: 0 });
    await Bun.sleep(0);
  }
  await flushed;
  expect(Math.max(...batches)).toBe(512);
});
