/** The documents of the interface: valid, and what the engine really serves. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { Parser } from "@asyncapi/parser";
import { validate } from "@readme/openapi-parser";
import { Ajv } from "ajv";
import { RunningEngine } from "../../app/engine-process.ts";

interface OpenApi {
  openapi: string;
  paths: Record<string, Record<string, { responses: Record<string, { content: object }> }>>;
}

let engine: RunningEngine;
let openApi: OpenApi;

beforeAll(async () => {
  engine = await RunningEngine.start([]);
  openApi = await engine.get<OpenApi>("/openapi.json");
});
afterAll(() => engine.stop("SIGTERM"));

/** A path that can be asked for. */
function asked(path: string): string {
  return path.replace("{symbol}", "AAPL").replace("{stage}", "detect");
}

test("the AsyncAPI document is one, and has every WebSocket endpoint", async () => {
  const text = await (await fetch(`${engine.url}/asyncapi.json`)).text();
  const { document, diagnostics } = await new Parser().parse(text);
  const errors = diagnostics.filter(({ severity }) => severity <= 1);
  expect(errors.map(({ path, message }) => `${path.join(".")}: ${message}`)).toEqual([]);
  const addresses = document!
    .allChannels()
    .all()
    .map((channel) => channel.address());
  expect(addresses).toEqual(["/ws", "/ws/stock_data", "/ws/status_update", "/socket.io/"]);
  const messages = document!
    .allMessages()
    .all()
    .map((message) => message.id());
  expect(messages).toEqual(
    expect.arrayContaining(["stock_data", "session_reset", "client_subscribe"]),
  );
});

test("the OpenAPI document is one", async () => {
  const result = await validate(structuredClone(openApi) as never);
  expect(result).toMatchObject({ valid: true, warnings: [] });
  expect(openApi.openapi).toBe("3.1.0");
});

test("a broken document is found", async () => {
  const broken = { ...openApi, paths: { "/x": { get: { responses: { "200": {} } } } } };
  expect((await validate(broken as never)).valid).toBe(false);
  const { diagnostics } = await new Parser().parse({
    asyncapi: "3.0.0",
    info: { title: "x" },
  } as never);
  expect(diagnostics.some(({ severity }) => severity === 0)).toBe(true);
});

describe("the engine and the OpenAPI document know the same paths", () => {
  test("every path that the engine names is in the document", async () => {
    const answer = await engine.get<{ error: { hint: string } }>("/nothing-here");
    const [paths = ""] = answer.error.hint.replace("see ", "").split("; ");
    const known = Object.keys(openApi.paths).map((path) => path.replace(/\{.*\}$/, ""));
    const served = paths.split(", ").map((path) => path.replace("SYMBOL", ""));
    expect(served.length).toBeGreaterThan(10);
    const hint = "add it to schemas/interface/http-paths.ts, then: bun schemas/generate.ts";
    expect({ missing: served.filter((path) => !known.includes(path)), hint }).toEqual({
      missing: [],
      hint,
    });
  });

  test("every path in the document is served, and answers as the document says", async () => {
    const ajv = new Ajv({ strict: false, validateFormats: false });
    ajv.addSchema(openApi, "document");
    let checked = 0;
    for (const [path, operations] of Object.entries(openApi.paths)) {
      if (!("get" in operations)) continue;
      const leaving = new AbortController();
      const answer = await fetch(`${engine.url}${asked(path)}`, { signal: leaving.signal });
      const response = operations.get!.responses[answer.status];
      expect({ path, status: answer.status, isKnown: response !== undefined }).toMatchObject({
        isKnown: true,
      });
      const mediaType = answer.headers.get("content-type")!.split(";")[0]!;
      expect({ path, types: Object.keys(response!.content) }).toEqual({ path, types: [mediaType] });
      if (mediaType !== "application/json") {
        leaving.abort();
        continue;
      }
      const place = [
        "paths",
        path,
        "get",
        "responses",
        `${answer.status}`,
        "content",
        mediaType,
        "schema",
      ];
      const pointer = place.map((part) => part.replaceAll("~", "~0").replaceAll("/", "~1"));
      const check = ajv.compile({ $ref: `document#/${pointer.map(encodeURIComponent).join("/")}` });
      const body = await answer.json();
      expect({ path, fits: check(body), errors: check.errors }).toEqual({
        path,
        fits: true,
        errors: null,
      });
      checked += 1;
    }
    expect(checked).toBeGreaterThan(12);
  });

  test("what is saved is answered as the document says", async () => {
    const bad = await fetch(`${engine.url}/api/user-filters`, { method: "POST", body: "{}" });
    const { post } = openApi.paths["/api/user-filters"]!;
    expect(bad.status).toBe(400);
    expect(Object.keys(post!.responses)).toEqual(["200", "400", "403"]);
  });
});
