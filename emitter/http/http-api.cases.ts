/** Known answers of http-api.ts: each path, each method, and who may switch. */
import { type Observe, of } from "#schemas";
import { answerOf } from "../cases-fixture.ts";
import { InProcessView } from "../testing/in-process-view.ts";
import type { Endpoint } from "./endpoint.ts";
import { HttpApi } from "./http-api.ts";
import { OriginPolicy } from "./origin.ts";

const PATHS = [
  "/",
  "/healthz",
  "/api/status",
  "/api/errors",
  "/ws",
  "/ws/stock_data",
  "/ws/status_update",
  "/ws/",
  "/api/symbols/AAA",
  "/api/symbols/A%2FB",
  "/api/symbols/NONE",
  "/api/symbols/",
  `/api/symbols/${"S".repeat(16)}`,
  `/api/symbols/${"S".repeat(17)}`,
  "/api/symbols/%E0%A4%A",
  "/api/symbol",
];

interface Ask {
  method?: string;
  body?: string;
  origin?: string;
  from?: string;
  host?: string;
}

function newRig(host = "127.0.0.1", endpoints: Endpoint[] = []) {
  const view = new InProcessView();
  view.symbols.intern("AAA");
  view.symbols.intern("A/B");
  const emission = { ageMs: 1, cadenceMs: 1000 };
  const report = () => ({ emission, edge: { epoch: "run" } });
  const api = new HttpApi(view, new OriginPolicy(host, []), 1000, report, endpoints);
  const ask = async (
    path: string,
    { method = "GET", body, origin, host, from = "127.0.0.1" }: Ask = {},
  ) => {
    const url = new URL(`http://localhost:5000${path}`);
    const headers: Record<string, string> = origin === undefined ? {} : { origin };
    if (host !== undefined) headers.host = host;
    const init = body === undefined ? { method, headers } : { method, headers, body };
    return answerOf(await api.handle(new Request(url.href, init), url, from));
  };
  return { view, emission, ask };
}

/** The function that decides a path. */
function decider(path: string): string {
  if (path === "/healthz") return "#health";
  if (path === "/api/status") return "#status";
  if (path === "/api/errors") return "#errors";
  return path.startsWith("/api/symbols/") ? "#symbol" : "#readable";
}

export default async function run(observe: Observe): Promise<void> {
  const { view, emission, ask } = newRig();
  observe("#route", "nothing there", await ask("/nothing"));
  for (const path of PATHS) observe(decider(path), path, await ask(path));
  for (const method of ["HEAD", "POST", "OPTIONS"]) {
    observe("#route", `${method} /healthz`, await ask("/healthz", { method }));
  }
  const foreign = await ask("/healthz", { origin: "https://other.example" });
  observe(of(HttpApi, "handle"), "a stranger's page", foreign);
  observe(
    of(HttpApi, "handle"),
    "our page",
    await ask("/healthz", { origin: "http://localhost:1" }),
  );
  for (const heartbeatAgeMs of [1000, 1001]) {
    const workers = [{ name: "detector-0", state: "running", heartbeatAgeMs, restarts: 0 }];
    view.engineStatus = { ...view.engineStatus, workers };
    observe("#health", `a heartbeat of ${heartbeatAgeMs} ms`, await ask("/healthz"));
  }
  emission.ageMs = 1e6;
  observe("#health", "not healthy", await ask("/healthz"));
  const ledger = (await ask("/api/ledger")) as { status: number; body: string };
  observe(
    "#readable",
    "/api/ledger",
    [ledger.status, Object.keys(JSON.parse(ledger.body))],
    [200, ["epochMs", "isDrained", "stages", "edges", "residual"]],
  );
  view.ledgerSnapshot = () => {
    throw new Error("no ledger");
  };
  observe(of(HttpApi, "handle"), "a request that throws", await ask("/api/ledger"));
  const told = view.errors.entries().map(({ code, message, sample }) => [code, message, sample]);
  observe(of(HttpApi, "handle"), "is logged", told, [
    ["EMIT_FAILED", "an HTTP request threw", "/api/ledger"],
  ]);
  await observeSwitch(observe);
  await observeAdded(observe);
}

async function observeAdded(observe: Observe): Promise<void> {
  const ENDPOINTS = (["any", "own-pages", "this-machine"] as const).map((access) => ({
    path: `/added/${access}`,
    methods: access === "any" ? ["GET"] : ["GET", "POST"],
    access,
    handle: (request: Request, url: URL) => new Response(`${request.method} ${url.pathname}`),
  }));
  const { ask } = newRig("127.0.0.1", ENDPOINTS);
  for (const { path, access } of ENDPOINTS) {
    observe("#added", `${access}: GET`, await ask(path));
    observe("#added", `${access}: POST`, await ask(path, { method: "POST", body: "1" }));
    observe("#added", `${access}: OPTIONS`, await ask(path, { method: "OPTIONS" }));
    const strange = { origin: "https://other.example" };
    observe("#refusal", `${access}: a stranger's page`, await ask(path, strange));
    observe("#refusal", `${access}: from afar`, await ask(path, { from: "10.0.0.1" }));
  }
  const access = (method: string) => (method === "POST" ? "this-machine" : "any");
  const mixed = newRig("127.0.0.1", [{ ...ENDPOINTS[1]!, path: "/added/by-method", access }]);
  for (const method of ["GET", "POST"]) {
    const afar = await mixed.ask("/added/by-method", { method, from: "10.0.0.1" });
    observe("#added", `access by method: ${method} from afar`, afar);
  }
  observe("#route", "nothing there, with added endpoints", await ask("/nothing"));
}

async function observeSwitch(observe: Observe): Promise<void> {
  const { view, ask } = newRig();
  const put = (more: Ask) =>
    ask("/api/telemetry", { method: "PUT", body: '{"enabled":false}', ...more });
  observe("#telemetry", "preflight", await ask("/api/telemetry", { method: "OPTIONS" }));
  observe("#telemetry", "GET", await ask("/api/telemetry"));
  observe("#refusal", "telemetry from afar", await put({ from: "10.0.0.1" }));
  observe(
    "#refusal",
    "telemetry from a stranger's page",
    await put({ origin: "https://other.example" }),
  );
  observe("#telemetry", "is still on", view.isTelemetryOn, true);
  const open = newRig("0.0.0.0");
  const own = {
    method: "PUT",
    body: '{"enabled":true}',
    origin: "http://engine.example",
    host: "engine.example",
  };
  observe("#telemetry", "from our own page by name", await open.ask("/api/telemetry", own));
  for (const body of ["", "{", "null", "7", "{}", '{"enabled":1}']) {
    observe("enabledOf", body, await put({ body }));
  }
  observe("enabledOf", "false", await put({}));
  observe("#telemetry", "is off", view.isTelemetryOn, false);
  observe(
    "enabledOf",
    "true",
    await put({ body: '{"enabled":true}', origin: "http://localhost:1" }),
  );
  observe("#telemetry", "is on again", view.isTelemetryOn, true);
}
