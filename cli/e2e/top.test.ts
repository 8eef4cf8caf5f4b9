/** `bun run top` beside a running engine: what it prints, how it ends, and what it says when it cannot. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { join } from "node:path";
import { RunningEngine } from "../../app/engine-process.ts";
import { runCommand } from "../command-process.ts";
import type { TopView } from "../top-sample.ts";

let engine: RunningEngine;
beforeAll(async () => {
  engine = await RunningEngine.start(["--cadence", "50"]);
});
afterAll(async () => {
  await engine.stop("SIGTERM");
});

test("--once prints one table that fits 80 columns", async () => {
  const client = new WebSocket(`${engine.url.replace("http", "ws")}/ws`);
  await new Promise((resolve) => client.addEventListener("open", resolve));
  const { stdout, stderr, exitCode } = await runCommand("top.ts", [
    "--attach",
    engine.url,
    "--once",
  ]);
  client.close();
  expect(stderr).toBe("");
  expect(exitCode).toBe(0);
  const lines = stdout.trimEnd().split("\n");
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
  expect(lines.filter((line) => line.startsWith("stage "))).toHaveLength(1);
  for (const stage of ["source", "normalise", "detect", "event-ring", "client"]) {
    expect(lines.some((line) => line.startsWith(stage))).toBe(true);
  }
  expect(stdout).toMatch(/workers detector-0 running \d+ ms, ingest running \d+ ms/);
  expect(stdout).toMatch(/client #\d+ \/ws /);
  expect(stdout).toContain("residual 0");
});

test("--json: the same as data, with rates that follow from two looks", async () => {
  const { stdout, exitCode } = await runCommand("top.ts", [
    "--attach",
    engine.url,
    "--once",
    "--json",
    "--interval",
    "500",
  ]);
  expect(exitCode).toBe(0);
  const view = JSON.parse(stdout) as TopView;
  expect(view.seconds).toBeGreaterThanOrEqual(0.4);
  const normalise = view.stages.find(({ stage }) => stage === "normalise")!;
  expect(normalise.inPerSecond).toBeGreaterThan(0);
  expect(normalise.p99Us).toBeGreaterThan(0);
  const channel = view.stages.find(({ stage }) => stage === "channel")!;
  expect(channel.filteredPerSecond).toBeGreaterThan(0);
  expect(channel.left[0]?.name).toMatch(/^filtered /);
});

test("on a terminal it draws until q, and leaves the screen as it was", async () => {
  let screen = "";
  const hasDrawn = Promise.withResolvers<void>();
  const command = ["top.ts", "--attach", engine.url, "--interval", "100"];
  const child = Bun.spawn(
    [process.execPath, join(import.meta.dir, "..", command[0]!), ...command.slice(1)],
    {
      terminal: {
        cols: 80,
        rows: 40,
        data: (_terminal, bytes) => {
          screen += bytes.toString();
          if (screen.split("q quits").length > 2) hasDrawn.resolve();
        },
      },
    },
  );
  await hasDrawn.promise;
  child.terminal?.write("q");
  expect(await child.exited).toBe(0);
  expect(screen.startsWith("\x1b[?1049h")).toBe(true);
  expect(screen.trimEnd().endsWith("\x1b[?1049l")).toBe(true);
});

test.each([
  [["--attach", "http://127.0.0.1:1", "--once"], 2, "ENGINE_UNREACHABLE: no engine answers at"],
  [["--intervall", "5"], 64, "USAGE: unknown option '--intervall'"],
  [["--interval", "5"], 64, "whole number, 100 to"],
  [["--attach", "localhost"], 64, "must be an address"],
])("%p ends with %d", async (args, code, text) => {
  const { stderr, stdout, exitCode } = await runCommand("top.ts", args);
  expect(stderr).toContain(text);
  expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  expect(stdout).toBe("");
  expect(exitCode).toBe(code);
});
