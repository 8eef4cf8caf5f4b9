/**
 * The oracle's look at a live engine: the synthetic market at full speed for two seconds, and a real
 * client on /ws. What depends on time drops out by itself, because it varies between healthy runs.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { GroupProcess, type WorkCopy } from "#bench/grading/copies";
import { createValidator } from "#schemas";
import { leavesOf, noteEnd } from "./csv-check.ts";
import type { Check, Observation } from "./oracle.ts";

const RUN_SECONDS = 2;
const LIMIT_MS = 20_000;
const FETCH_LIMIT_MS = 2_000;
/** Events that every run has found before it ends, whatever the machine is doing. */
const FIRST_EVENTS = 200;
/** Messages by which the endpoints are asked: the engine is then well under way. */
const MESSAGES_BEFORE_ASKING = 5;
const ENDPOINTS = ["/healthz", "/api/status", "/api/ledger", "/api/errors"];

/**
 * What an endpoint says that no moment changes. Counts and times are left out even where a few runs
 * happen to agree on them.
 */
const TIMELESS =
  /\.(residual|feed|feedDetail|provider|restarts|state|healthy|invalidEvents|slotsMax|stage|from|to|cadenceMs|endpoint|universe|hasFilters)$/;

/** What one client got. */
class Reception {
  readonly #validator = createValidator({ mode: "strict" });
  readonly #violations = new Set<string>();
  readonly #events = new Set<string>();
  readonly #rows = new Map<string, string>();
  #repeated = 0;
  #sequenceBreaks = 0;
  #lastSeq: number | undefined;
  messages = 0;

  take(text: string): void {
    this.messages += 1;
    for (const { path, expected } of this.#validator.validateMessage(text).violations) {
      this.#violations.add(`${path.replaceAll(/\[\d+\]/g, "[]")} ${expected}`);
    }
    const message = jsonOf(text);
    if (message === undefined) return; // the validator has said so
    const seq = Number(message.seq);
    const lastSeq = this.#lastSeq ?? seq;
    if (seq < lastSeq || seq > lastSeq + 1) this.#sequenceBreaks += 1;
    this.#lastSeq = seq;
    this.#events.add(String(message.event));
    if (message.event === "stock_data") this.#collect(message.data);
  }

  /** Keeps the rows of all lists; an event that came before is noted. */
  #collect(value: unknown): void {
    if (typeof value !== "object" || value === null) return;
    const id: unknown = Reflect.get(value, "event_id");
    if (typeof id !== "string") {
      for (const inner of Object.values(value)) this.#collect(inner);
      return;
    }
    if (this.#rows.has(id)) this.#repeated += 1;
    this.#rows.set(id, JSON.stringify(value));
  }

  /** `events`: what the engine wrote about each event. */
  note(seen: Observation, events: ReadonlySet<string>): void {
    seen.set("client.messages", this.messages >= MESSAGES_BEFORE_ASKING ? "many" : "few");
    seen.set("client.events", [...this.#events].toSorted().join(" "));
    seen.set("client.rows", this.#rows.size > 0 ? "some" : "none");
    seen.set("client.repeated", String(this.#repeated));
    seen.set("client.sequence breaks", String(this.#sequenceBreaks));
    const isKnown = [...this.#rows.values()].every((row) => events.has(row));
    seen.set("client.rows are events as written", String(isKnown));
    for (const violation of this.#violations) seen.set(`violation ${violation}`, "found");
  }
}

function jsonOf(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : undefined;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}

function noteTimeless(value: unknown, path: string, seen: Observation): void {
  const leaves: Observation = new Map();
  leavesOf(value, path, leaves);
  for (const [name, text] of leaves) if (TIMELESS.test(name)) seen.set(name, text);
}

async function noteEndpoints(url: string, seen: Observation): Promise<void> {
  for (const path of ENDPOINTS) {
    try {
      const answer = await fetch(url + path, { signal: AbortSignal.timeout(FETCH_LIMIT_MS) });
      seen.set(`${path} status`, String(answer.status));
      noteTimeless(await answer.json(), path, seen);
    } catch (error) {
      seen.set(`${path} failed`, error instanceof Error ? error.name : String(error));
    }
  }
}

/** Listens until the engine closes the connection, and asks the endpoints on the way. */
function receive(url: string, seen: Observation, reception: Reception): Promise<void> {
  return new Promise((resolve) => {
    let asked: Promise<void> | undefined;
    const socket = new WebSocket(`${url.replace("http", "ws")}/ws`);
    socket.onmessage = ({ data }) => {
      reception.take(String(data));
      if (reception.messages >= MESSAGES_BEFORE_ASKING) asked ??= noteEndpoints(url, seen);
    };
    socket.onclose = async ({ code }) => {
      seen.set("client.close", String(code));
      await asked;
      resolve();
    };
  });
}

class LiveCheck implements Check {
  readonly name = "live";

  async observe(copy: WorkCopy): Promise<Observation> {
    const run = join(copy.temporary, crypto.randomUUID());
    const [eventsPath, summaryPath] = [`${run}.events.jsonl`, `${run}.summary.json`];
    const market = ["--source", "synthetic", "--start", "2025-08-20T14:00:00Z", "--speed", "max"];
    const how = ["--port", "0", "--cadence", "50", "--duration", String(RUN_SECONDS)];
    const outputs = ["--events", eventsPath, "--summary", summaryPath];
    const command = [process.execPath, "cli/engine.ts", ...market, ...how, ...outputs];
    const seen: Observation = new Map();
    const reception = new Reception();
    let output = "";
    let received: Promise<void> | undefined;
    const options = {
      cwd: copy.root,
      timeoutMs: LIMIT_MS,
      environment: { TMPDIR: copy.temporary },
    };
    const engine = new GroupProcess(command, options, (text) => {
      output += text;
      const url = output.match(/http:\/\/localhost:\d+/)?.[0];
      if (url !== undefined) received ??= receive(url, seen, reception);
    });
    const ended = await engine.ended;
    await Promise.race([received, Bun.sleep(FETCH_LIMIT_MS)]);
    noteEnd(ended, seen);
    const lines = existsSync(eventsPath)
      ? readFileSync(eventsPath, "utf8").trimEnd().split("\n")
      : [];
    seen.set("events.first", lines.slice(0, FIRST_EVENTS).join("\n"));
    reception.note(seen, new Set(lines.map(eventOf)));
    if (existsSync(summaryPath))
      noteTimeless(jsonOf(readFileSync(summaryPath, "utf8")), "summary", seen);
    return seen;
  }
}

/** The event in a line of `--events`, as compact JSON. */
function eventOf(line: string): string {
  return JSON.stringify(jsonOf(line)?.event) ?? "";
}

/** The live engine. */
export const LIVE_CHECK: Check = new LiveCheck();
