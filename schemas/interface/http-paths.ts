/**
 * The HTTP endpoints, for the OpenAPI document. A test holds this list and the engine together: who adds
 * an endpoint adds it here.
 */

/** Who may call; `own-pages` and `this-machine` answer strangers with 403. */
type Access = "any" | "own-pages" | "this-machine";

/** A body: a definition of http-answers.schema.json, another schema of the contract, or another media type. */
type Answer =
  | { definition: string }
  | { schema: "engine-config" }
  | { mediaType: string; description: string };

interface Parameter {
  name: string;
  in: "query" | "path";
  description: string;
  schema: object;
}

/** One method of one path. */
export interface HttpOperation {
  method: "get" | "post" | "put" | "delete";
  path: string;
  summary: string;
  access: Access;
  parameters?: readonly Parameter[];
  /** A definition of http-answers.schema.json. */
  body?: string;
  answers: Record<number, Answer>;
}

const PROBLEM: Answer = { definition: "problem" };
const TEXT = { type: "string" };
const USER: Parameter = {
  name: "user_id",
  in: "query",
  description: "User id; default: the default user.",
  schema: { type: "string", maxLength: 64 },
};

function get(path: string, summary: string, answer: Answer, access: Access = "any"): HttpOperation {
  return { method: "get", path, summary, access, answers: { 200: answer } };
}

/** GET and POST of something that the existing page keeps. */
function setting(path: string, what: string, name: string): HttpOperation[] {
  const answers = { 200: { definition: name }, 400: PROBLEM };
  const access = "own-pages";
  return [
    { method: "get", path, summary: `The user's ${what}`, access, parameters: [USER], answers },
    {
      method: "post",
      path,
      summary: `Saves the user's ${what}`,
      access,
      body: `${name}_body`,
      answers,
    },
  ];
}

/** POST applies a remedy, DELETE rolls it back. */
function remedy(method: "post" | "delete", summary: string): HttpOperation {
  return {
    method,
    path: "/api/remedies/{name}",
    summary,
    access: "this-machine",
    parameters: [
      { name: "name", in: "path", description: "A name listed by /api/remedies.", schema: TEXT },
    ],
    answers: { 200: { definition: "remedy" }, 404: PROBLEM, 409: PROBLEM },
  };
}

export const HTTP_OPERATIONS: readonly HttpOperation[] = [
  get("/", "The live page", { mediaType: "text/html", description: "HTML" }),
  {
    ...get("/healthz", "Liveness: is the engine working?", { definition: "health" }),
    answers: { 200: { definition: "health" }, 503: { definition: "health" } },
  },
  {
    ...get("/readyz", "Readiness: can the engine take traffic?", { definition: "readiness" }),
    answers: { 200: { definition: "readiness" }, 503: { definition: "readiness" } },
  },
  get("/metrics", "Metrics", {
    mediaType: "text/plain",
    description: "The text format of Prometheus, version 0.0.4",
  }),
  get("/api", "Endpoints of this engine", { definition: "offers" }),
  get("/api/status", "The engine, its market, queue and clients", { definition: "status" }),
  get("/api/ledger", "The ledger: every record at every stage", { definition: "ledger" }),
  get("/api/errors", "Errors, each listed once with its count", { definition: "errors" }),
  {
    ...get("/api/symbols/{symbol}", "State of a symbol", { definition: "symbol" }),
    parameters: [
      { name: "symbol", in: "path", description: "As the feed writes it.", schema: TEXT },
    ],
    answers: { 200: { definition: "symbol" }, 400: PROBLEM, 404: PROBLEM },
  },
  {
    method: "put",
    path: "/api/telemetry",
    summary: "Switches histograms and traces on or off",
    access: "this-machine",
    body: "telemetry_switch",
    answers: { 200: { definition: "telemetry_switch" }, 400: PROBLEM },
  },
  get("/api/config", "The effective config", { schema: "engine-config" }, "own-pages"),
  get("/api/latency", "Latencies by stage and thread", { definition: "latency" }),
  get("/api/flow", "The flow map: expected against current", { definition: "flow" }),
  get("/api/flow.svg", "The flow map as a picture", {
    mediaType: "image/svg+xml",
    description: "SVG",
  }),
  get("/api/baselines", "Saved bench runs", { definition: "baselines" }, "own-pages"),
  get("/api/routes", "Channel, breakers and counts of each record kind", { definition: "routes" }),
  get("/api/traces", "Sampled records, stage by stage", { definition: "traces" }),
  {
    method: "get",
    path: "/api/explain/{symbol}",
    summary: "Why a symbol did, or did not, produce an event",
    access: "own-pages",
    parameters: [
      { name: "symbol", in: "path", description: "As the feed writes it.", schema: TEXT },
      {
        name: "kind",
        in: "query",
        description: "Kind of the event.",
        schema: { enum: ["high", "low", "trend", "surge"], default: "high" },
      },
      {
        name: "last",
        in: "query",
        description: "Seconds of market time.",
        schema: { type: "number", exclusiveMinimum: 0, maximum: 86_400, default: 60 },
      },
      {
        name: "client",
        in: "query",
        description:
          "Also explain delivery to this client of /api/status; default: counts over all clients.",
        schema: { type: "integer" },
      },
    ],
    answers: { 200: { definition: "explanation" }, 400: PROBLEM, 404: PROBLEM },
  },
  get(
    "/api/tap/",
    "Open taps, and the stages that can be tapped",
    { definition: "taps" },
    "this-machine",
  ),
  {
    method: "get",
    path: "/api/tap/{stage}",
    summary: "Records at a stage, as a stream of JSON lines",
    access: "this-machine",
    parameters: [
      { name: "stage", in: "path", description: "A stage listed by /api/tap/.", schema: TEXT },
      { name: "symbol", in: "query", description: "Only this symbol.", schema: TEXT },
      { name: "where", in: "query", description: "A condition, such as price>100.", schema: TEXT },
      { name: "rate", in: "query", description: "Lines per second.", schema: { type: "number" } },
      {
        name: "limit",
        in: "query",
        description: "Total number of lines.",
        schema: { type: "integer" },
      },
    ],
    answers: {
      200: { mediaType: "application/x-ndjson", description: "One object per line" },
      400: PROBLEM,
      404: PROBLEM,
      503: PROBLEM,
    },
  },
  get("/api/remedies", "Remedies for the running engine", { definition: "remedies" }),
  remedy("post", "Applies a remedy"),
  remedy("delete", "Rolls a remedy back"),
  get("/api/diagnosis", "The engine's last diagnosis of itself", { definition: "diagnosis" }),
  {
    method: "post",
    path: "/api/diagnosis",
    summary: "Runs a diagnosis, with probes",
    access: "this-machine",
    answers: { 202: { definition: "diagnosis" }, 409: PROBLEM },
  },
  get("/api/universes", "Named lists of symbols", { definition: "universes" }, "own-pages"),
  ...setting("/api/user/universe-selections", "selected universes", "selections"),
  ...setting("/api/user-filters", "filters", "filters"),
  ...setting("/api/user/settings/gridstack_layout", "layout", "layout"),
  get("/asyncapi.json", "The WebSocket endpoints as AsyncAPI 3", {
    mediaType: "application/json",
    description: "AsyncAPI",
  }),
  get("/openapi.json", "This document", { mediaType: "application/json", description: "OpenAPI" }),
];
