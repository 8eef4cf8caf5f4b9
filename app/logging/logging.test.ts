import { beforeEach, describe, expect, test } from "bun:test";
import { configureSync, getLogger, type LogRecord } from "@logtape/logtape";
import { ERROR_LOG_BYTES, ErrorLog } from "#engine/telemetry";
import { runEngine } from "../engine-process.ts";
import type { RunSummary } from "../summary.ts";
import { EngineWatch, type WatchedEngine } from "./engine-watch.ts";

const QUICK = ["--port", "0", "--duration", "1"];

describe("the log of a run", () => {
  test("is JSON lines on standard error, and leaves standard output alone", async () => {
    const args = [...QUICK, "--summary", "-", "--log-format", "json", "--log-level", "info"];
    const { stdout, stderr, exitCode } = await runEngine(args);
    expect(exitCode).toBe(0);
    expect((JSON.parse(stdout) as RunSummary).ledger.residual).toBe(0);
    const lines = stderr.split("\n").filter((line) => line.startsWith("{"));
    const records = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    const messages = records.map(({ message }) => String(message).replace(/http\S+/, "URL"));
    for (const said of [
      "starting: synthetic, 1 workers",
      "running at URL",
      "stopping",
      "stopped: residual 0",
    ]) {
      expect(messages).toContain(said);
    }
    expect(messages.some((message) => message.startsWith("the feed is connected"))).toBe(true);
    for (const record of records) {
      expect(record).toMatchObject({
        time: expect.any(String),
        level: "info",
        logger: expect.any(String),
      });
    }
  });

  test("is quiet at the default level while all is well, and off says nothing", async () => {
    for (const args of [QUICK, [...QUICK, "--log-level", "off"]]) {
      const { stderr } = await runEngine(args);
      expect(stderr).toBe("");
    }
  });

  test("text names time, level and part", async () => {
    const { stderr } = await runEngine([...QUICK, "--log-level", "info"]);
    expect(stderr).toMatch(/^\d{4}-\d\d-\d\dT\S+Z info tickscope: starting: synthetic/m);
  });

  test("an unknown level is refused", async () => {
    const { stderr, exitCode } = await runEngine(["--log-level", "loud"]);
    expect(stderr).toContain("CONFIG_INVALID");
    expect(exitCode).toBe(64);
  });
});

describe("EngineWatch", () => {
  const records: LogRecord[] = [];
  let errors: ErrorLog;
  let watch: EngineWatch;
  let route: ReturnType<WatchedEngine["routes"]>[number];
  let status: ReturnType<WatchedEngine["status"]>;
  /** Category, level and text of what was logged since the last call. */
  const said = () =>
    records
      .splice(0)
      .map(({ category, level, message }) => `${category[1]} ${level} ${message.join("")}`);

  beforeEach(() => {
    configureSync({
      reset: true,
      sinks: { list: (record) => void records.push(record) },
      loggers: [
        { category: "tickscope", sinks: ["list"], lowestLevel: "debug" },
        { category: ["logtape", "meta"], sinks: [], lowestLevel: null },
      ],
    });
    errors = new ErrorLog(new ArrayBuffer(ERROR_LOG_BYTES), 0);
    const worker = { name: "detector-0", state: "running", heartbeatAgeMs: 0, restarts: 0 };
    status = {
      feed: "connected",
      feedDetail: "",
      source: "synthetic",
      provider: "Test",
      avgResponseMs: 0,
      workers: [worker],
      plugins: [],
      diagnosis: null,
      warnings: [],
    };
    const errorEntries = () => errors.entries().map((entry) => ({ ...entry, thread: "main" }));
    route = {
      thread: "detector-0",
      kind: 1,
      opened: 0,
      routeBreaker: "closed",
      channelBreaker: "closed",
    };
    const engine: WatchedEngine = { status: () => status, errorEntries, routes: () => [route] };
    watch = new EngineWatch(engine, getLogger("tickscope"));
    records.length = 0;
  });

  test("an error is logged when it first occurs, with its remedy, and not again", () => {
    for (let n = 0; n < 3; n++) {
      errors.record("FRAME_NOT_JSON", "a frame was not JSON", "{bad");
      watch.look();
    }
    const lines = said();
    expect(lines.length).toBe(1);
    expect(lines[0]).toContain("errors warning");
    expect(lines[0]).toContain("FRAME_NOT_JSON");
  });

  test("each opening of a breaker is logged, and none of the refusals behind it", () => {
    for (const opened of [0, 1, 1, 2]) {
      route = { ...route, opened };
      watch.look();
    }
    const lines = said();
    expect(lines.length).toBe(2);
    expect(lines[1]).toBe(
      "breaker warning the breaker of record kind 1 opened on detector-0 (2 times so far)",
    );
  });

  test("a replaced worker and a new warning are logged once each", () => {
    watch.look();
    status.workers[0]!.restarts = 1;
    status.warnings.push("the disk is full");
    watch.look();
    watch.look();
    const lines = said();
    expect(lines.length).toBe(2);
    expect(lines[0]).toContain("worker warning");
    expect(lines[1]).toContain("the disk is full");
  });

  test("feed states are logged when they change; bad ones as warnings", () => {
    watch.feed("connected", "subscribed");
    watch.feed("connected", "subscribed");
    watch.feed("disconnected", "gone");
    const levels = said().map((line) => line.split(" ").slice(0, 2).join(" "));
    expect(levels).toEqual(["feed info", "feed warning"]);
  });
});
