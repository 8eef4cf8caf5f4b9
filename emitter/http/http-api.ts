/** The HTTP endpoints: health, status, ledger, errors, symbols, telemetry switch. Main thread. */
import { SYMBOL_UNITS_MAX } from "#codec";
import type { EngineView } from "#engine";
import { type Access, type Endpoint, endpointFor } from "./endpoint.ts";
import { healthOf } from "./health.ts";
import { jsonProblem, jsonResponse } from "./json-response.ts";
import { isLoopbackAddress, type OriginPolicy } from "./origin.ts";

/** What the emitter tells of itself. */
export interface EmitterReport {
  emission: { ageMs: number; cadenceMs: number };
  /** The part of /api/status that is the edge's. */
  edge: Record<string, unknown>;
}

const SYMBOLS_PREFIX = "/api/symbols/";
/** Paths of this file; one that ends in `/` takes a name behind it. */
const OWN_PATHS: readonly string[] = [
  "/",
  "/healthz",
  "/api",
  "/api/status",
  "/api/ledger",
  "/api/errors",
  SYMBOLS_PREFIX,
  "/api/telemetry",
];
const SOCKETS: readonly string[] = ["/ws", "/ws/stock_data", "/ws/status_update", "/socket.io/"];

export class HttpApi {
  readonly #view: EngineView;
  readonly #origins: OriginPolicy;
  readonly #workerStallMs: number;
  readonly #report: () => EmitterReport;
  readonly #endpoints: readonly Endpoint[];

  constructor(
    view: EngineView,
    origins: OriginPolicy,
    workerStallMs: number,
    report: () => EmitterReport,
    endpoints: readonly Endpoint[] = [],
  ) {
    this.#view = view;
    this.#origins = origins;
    this.#workerStallMs = workerStallMs;
    this.#report = report;
    this.#endpoints = endpoints;
  }

  /** Answers any request. Never throws. */
  async handle(request: Request, url: URL, remoteAddress: string): Promise<Response> {
    try {
      const response = await this.#route(request, url, remoteAddress);
      for (const [name, value] of Object.entries(this.#origins.corsHeaders(request))) {
        response.headers.set(name, value);
      }
      return response;
    } catch (error) {
      this.#view.errors.record("EMIT_FAILED", "an HTTP request threw", url.pathname, error);
      return jsonProblem(500, "EMIT_FAILED", "the request failed; see /api/errors", {});
    }
  }

  #route(request: Request, url: URL, remoteAddress: string): Response | Promise<Response> {
    const { pathname } = url;
    if (pathname === "/api/telemetry") return this.#telemetry(request, remoteAddress);
    const endpoint = endpointFor(this.#endpoints, pathname);
    if (endpoint !== undefined) return this.#added(endpoint, request, url, remoteAddress);
    const answer = this.#readable(pathname);
    if (answer === undefined) {
      const hint = `see ${this.#paths.join(", ")}; WebSockets: ${SOCKETS.join(", ")}`;
      return jsonProblem(404, "NOT_FOUND", `no such path: ${pathname}`, { hint });
    }
    return request.method === "GET" || request.method === "HEAD"
      ? answer()
      : notAllowed("GET, HEAD");
  }

  /** Everything that answers, the owner's endpoints too: a page can see what this engine offers. */
  get #paths(): string[] {
    return [...OWN_PATHS, ...this.#endpoints.map(({ path }) => path)];
  }

  #readable(pathname: string): (() => Response) | undefined {
    switch (pathname) {
      case "/": // the page itself is a route of the server; here only other methods arrive
        return () => notAllowed("GET");
      case "/healthz":
        return () => this.#health();
      case "/api":
        return () => jsonResponse(200, { endpoints: this.#paths, sockets: SOCKETS });
      case "/api/status":
        return () => this.#status();
      case "/api/ledger":
        return () => jsonResponse(200, this.#view.ledgerSnapshot());
      case "/api/errors":
        return () => this.#errors();
      case "/ws":
      case "/ws/stock_data":
      case "/ws/status_update":
        return () => {
          const headers = { upgrade: "websocket" };
          return jsonProblem(426, "UPGRADE_REQUIRED", `${pathname} is a WebSocket`, {}, headers);
        };
      default:
        if (!pathname.startsWith(SYMBOLS_PREFIX)) return undefined;
        return () => this.#symbol(pathname.slice(SYMBOLS_PREFIX.length));
    }
  }

  #health(): Response {
    const health = healthOf(this.#view.status(), this.#report().emission, this.#workerStallMs);
    return jsonResponse(health.healthy ? 200 : 503, health);
  }

  #status(): Response {
    const { edge } = this.#report();
    return jsonResponse(200, {
      engine: this.#view.status(),
      market: this.#view.marketClock(),
      ticks: this.#view.tickWindows(),
      symbols: this.#view.symbols.count,
      queue: this.#view.queue.depths(),
      ...edge,
    });
  }

  #errors(): Response {
    return jsonResponse(200, { errors: this.#view.errorEntries(), shed: this.#view.errorsShed() });
  }

  #symbol(encoded: string): Response {
    let symbol: string;
    try {
      symbol = decodeURIComponent(encoded);
    } catch {
      return jsonProblem(400, "SYMBOL_INVALID", `"${encoded}" is not URL-encoded text`, {});
    }
    if (symbol.length === 0 || symbol.length > SYMBOL_UNITS_MAX) {
      const message = `a symbol has 1 to ${SYMBOL_UNITS_MAX} characters, was ${symbol.length}`;
      return jsonProblem(400, "SYMBOL_INVALID", message, {});
    }
    const snapshot = this.#view.symbolSnapshot(symbol);
    if (snapshot !== undefined) return jsonResponse(200, snapshot);
    const hint = "symbols are case-sensitive, as the feed writes them";
    return jsonProblem(404, "NOT_FOUND", `symbol "${symbol}" was never seen`, { hint });
  }

  /** An endpoint of the owner's. */
  #added(
    endpoint: Endpoint,
    request: Request,
    url: URL,
    remoteAddress: string,
  ): Response | Promise<Response> {
    const { methods, access } = endpoint;
    const allowed = methods.includes("GET") ? [...methods, "HEAD"] : methods;
    if (request.method === "OPTIONS") return preflightAnswer(allowed);
    if (!allowed.includes(request.method)) return notAllowed(allowed.join(", "));
    const who = typeof access === "function" ? access(request.method) : access;
    return this.#refusal(who, request, remoteAddress) ?? endpoint.handle(request, url);
  }

  /** Why this caller may not, or undefined when it may. */
  #refusal(access: Access, request: Request, remoteAddress: string): Response | undefined {
    const { headers } = request;
    const isOwnPage = this.#origins.allows(headers.get("origin"), headers.get("host"));
    if (access === "any" || (isOwnPage && access === "own-pages")) return undefined;
    if (isOwnPage && isLoopbackAddress(remoteAddress)) return undefined;
    const message =
      access === "this-machine"
        ? "allowed only from this machine, and not for pages of other sites"
        : "not allowed for pages of other sites";
    return jsonProblem(403, "FORBIDDEN", message, {});
  }

  /** The kill switch changes the engine: from this machine only, and from no stranger's page. */
  async #telemetry(request: Request, remoteAddress: string): Promise<Response> {
    if (request.method === "OPTIONS") return preflightAnswer(["PUT"]);
    if (request.method !== "PUT") return notAllowed("PUT");
    const refusal = this.#refusal("this-machine", request, remoteAddress);
    if (refusal !== undefined) return refusal;
    const enabled = enabledOf(await request.text());
    if (enabled === undefined) {
      const message = 'the body must be {"enabled": true} or {"enabled": false}';
      return jsonProblem(400, "BODY_INVALID", message, {});
    }
    this.#view.setTelemetry(enabled);
    return jsonResponse(200, { enabled });
  }
}

function enabledOf(body: string): boolean | undefined {
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value !== "object" || value === null || !("enabled" in value)) return undefined;
    return typeof value.enabled === "boolean" ? value.enabled : undefined;
  } catch {
    return undefined; // answered as 400 by the caller
  }
}

function preflightAnswer(methods: readonly string[]): Response {
  const headers = {
    "access-control-allow-methods": methods.join(", "),
    "access-control-allow-headers": "content-type",
  };
  return new Response(null, { status: 204, headers });
}

function notAllowed(allow: string): Response {
  return jsonProblem(405, "METHOD_NOT_ALLOWED", `allowed here: ${allow}`, {}, { allow });
}
