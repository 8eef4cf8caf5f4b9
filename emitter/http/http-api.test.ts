import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { type EdgeRig, startRig, stopRig } from "../testing/edge-rig.ts";
import type { Endpoint } from "./endpoint.ts";

let rig: EdgeRig;

/** What the owner of the edge adds. */
const ENDPOINTS: Endpoint[] = [
  {
    path: "/api/echo",
    methods: ["POST"],
    access: "this-machine",
    handle: async (request) => new Response(await request.text()),
  },
  {
    path: "/api/broken/",
    methods: ["GET"],
    access: "any",
    handle: () => {
      throw new Error("not today");
    },
  },
];

beforeAll(async () => {
  rig = await startRig({ endpoints: ENDPOINTS });
  rig.view.symbols.intern("BRK.B");
});

afterAll(() => stopRig(rig));

async function json(path: string, init?: RequestInit): Promise<[number, Record<string, unknown>]> {
  const response = await fetch(`${rig.http}${path}`, init);
  expect(response.headers.get("content-type")).toContain("application/json");
  return [response.status, (await response.json()) as Record<string, unknown>];
}

test("/api lists what answers, the owner's endpoints too", async () => {
  const [status, { endpoints, sockets }] = await json("/api");
  expect(status).toBe(200);
  expect(endpoints).toContain("/api/ledger");
  expect(endpoints).toContain("/api/broken/");
  expect(sockets).toContain("/ws");
});

describe("/healthz", () => {
  test("200 while all is well, also after a tape has ended", async () => {
    expect(await json("/healthz")).toEqual([200, { healthy: true, reasons: [], warnings: [] }]);
    const before = rig.view.engineStatus;
    const ended = before.workers.map((worker) => ({
      ...worker,
      state: "ended",
      heartbeatAgeMs: 1e6,
    }));
    rig.view.engineStatus = { ...before, feed: "ended", workers: ended };
    expect((await json("/healthz"))[0]).toBe(200);
    rig.view.engineStatus = before;
  });

  test("503 with every reason", async () => {
    const before = rig.view.engineStatus;
    rig.view.engineStatus = {
      ...before,
      feed: "disconnected",
      feedDetail: "connection refused",
      workers: [
        { name: "ingest", state: "replacing", heartbeatAgeMs: 0, restarts: 1 },
        { name: "detector-0", state: "running", heartbeatAgeMs: 2500, restarts: 0 },
      ],
      warnings: ["ingest is being replaced"],
    };
    const [status, health] = await json("/healthz");
    rig.view.engineStatus = before;
    expect(status).toBe(503);
    expect(health).toEqual({
      healthy: false,
      reasons: [
        "the feed is disconnected: connection refused",
        "ingest is replacing",
        "detector-0 gave no heartbeat for 2500 ms",
      ],
      warnings: ["ingest is being replaced"],
    });
  });
});

describe("/api", () => {
  test("status, ledger and errors", async () => {
    const [, status] = await json("/api/status");
    expect(Object.keys(status)).toEqual(
      expect.arrayContaining(["engine", "market", "ticks", "queue", "clients", "departedClients"]),
    );
    const [, ledger] = await json("/api/ledger");
    expect(ledger).toMatchObject({ residual: 0, isDrained: true });
    rig.view.errors.record("PRICE_INVALID", "price=-1 was below 0");
    const [, { errors }] = await json("/api/errors");
    expect(errors).toMatchObject([{ code: "PRICE_INVALID", count: 1, thread: "main" }]);
  });

  test("symbols: known, unknown, malformed", async () => {
    expect(await json("/api/symbols/BRK.B")).toEqual([200, { symbol: "BRK.B", id: 1 }]);
    const [unknown, problem] = await json("/api/symbols/brk.b");
    expect(unknown).toBe(404);
    expect(problem).toMatchObject({ error: { code: "NOT_FOUND" } });
    expect((await json("/api/symbols/%E0%A4%A"))[0]).toBe(400);
    expect((await json(`/api/symbols/${"X".repeat(17)}`))[0]).toBe(400);
    expect((await json("/api/symbols/"))[0]).toBe(400);
  });

  test("telemetry is switched by PUT, from this machine, by no stranger's page", async () => {
    const put = (body: string, headers: Record<string, string> = {}) => {
      return json("/api/telemetry", { method: "PUT", body, headers });
    };
    expect(await put('{"enabled": false}')).toEqual([200, { enabled: false }]);
    expect(rig.view.isTelemetryOn).toBe(false);
    expect((await put('{"enabled": true}', { origin: "https://evil.example" }))[0]).toBe(403);
    expect(rig.view.isTelemetryOn).toBe(false);
    for (const body of ["", "null", "{}", '{"enabled":"yes"}']) {
      expect((await put(body))[0]).toBe(400);
    }
    expect((await put('{"enabled": true}', { origin: rig.http }))[0]).toBe(200);
    expect(rig.view.isTelemetryOn).toBe(true);
  });

  test("endpoints that the owner adds are served, guarded and survive their mistakes", async () => {
    const post = (headers: Record<string, string>) => {
      return fetch(`${rig.http}/api/echo`, { method: "POST", body: "hello", headers });
    };
    expect(await (await post({})).text()).toBe("hello");
    expect((await post({ origin: "https://evil.example" })).status).toBe(403);
    expect((await json("/api/echo"))[0]).toBe(405);
    expect(await json("/api/broken/x")).toMatchObject([500, { error: { code: "EMIT_FAILED" } }]);
    const [, { errors }] = await json("/api/errors");
    expect(errors).toContainEqual(expect.objectContaining({ code: "EMIT_FAILED" }));
    expect((await json("/api/nothing"))[1]).toMatchObject({
      error: { hint: expect.stringContaining("/api/echo") },
    });
  });

  test("unknown paths are 404 with a hint, wrong methods 405, no upgrade 426", async () => {
    const [status, body] = await json("/api/nothing");
    expect(status).toBe(404);
    expect(body).toMatchObject({ error: { hint: expect.stringContaining("/api/ledger") } });
    for (const path of ["/", "/healthz", "/api/status", "/api/symbols/A"]) {
      const response = await fetch(`${rig.http}${path}`, { method: "POST" });
      expect(response.status).toBe(405);
      expect(response.headers.get("allow")).toContain("GET");
    }
    expect((await json("/api/telemetry"))[0]).toBe(405);
    expect((await json("/ws"))[0]).toBe(426);
  });
});

describe("/", () => {
  test("is the page, and what it loads is there", async () => {
    const response = await fetch(`${rig.http}/`);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toContain("text/html");
    const html = await response.text();
    expect(html).toContain("Content-Security-Policy");
    const paths = [...html.matchAll(/(?:src|href)="(\/[^"]+\.(?:js|css))"/g)].map(
      (match) => match[1]!,
    );
    const kinds = paths.map((path) => path.split(".").at(-1));
    expect(kinds.sort()).toEqual(["css", "js"]);
    for (const path of paths) {
      const part = await fetch(`${rig.http}${path}`);
      expect(part.status).toBe(200);
      const type = part.headers.get("content-type");
      expect(type).toContain(path.endsWith(".js") ? "javascript" : "text/css");
      expect((await part.text()).length).toBeGreaterThan(500);
    }
    // nothing inline: the policy allows only files of this server
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)/);
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=/);
  });

  test("localhost leads here too", async () => {
    expect((await fetch(`http://localhost:${rig.port}/healthz`)).status).toBe(200);
  });
});
