/** HTTP endpoints that stand above the edge: what the engine's telemetry tells. Main thread. */

import { type Emitter, type Endpoint, jsonResponse } from "#emitter";
import type { Engine } from "#engine";
import { answerExplain, EXPLAIN_PATH } from "#inspect/explain";
import { answerTap, TAP_PATH, type Taps } from "#inspect/tap";
import { interfaceDocument } from "#schemas";
import { baselinesEndpoint } from "./baselines.ts";
import { routesOf, tracesOf } from "./engine-telling.ts";
import { flowEndpoints } from "./flow-endpoints.ts";
import { metricsEndpoint } from "./metrics/index.ts";
import { pageEndpoints } from "./page-api/page-endpoints.ts";
import type { PageSettings } from "./page-api/page-settings.ts";
import type { Readiness } from "./readiness.ts";
import { remedyEndpoints } from "./remedy-endpoints.ts";
import type { SelfDiagnosis } from "./self-diagnosis.ts";
import { latenciesOf } from "./summary.ts";
import type { TraceExportCounts } from "./tracing/trace-export.ts";

/** What the endpoints of one engine report. */
export interface EndpointParts {
  diagnosis: SelfDiagnosis;
  engine: Engine;
  /** The edge, which is made after its endpoints. */
  emitter: () => Emitter;
  readiness: Readiness;
  settings: PageSettings;
  /** What the export of traces has done; undefined while there is none. */
  tracing: () => TraceExportCounts | undefined;
  taps: Taps;
}

/** Endpoints for one engine. */
export function endpointsOf(parts: EndpointParts): Endpoint[] {
  const { engine, emitter, readiness, settings, tracing, taps, diagnosis } = parts;
  return [
    document("/asyncapi.json", "asyncapi"),
    document("/openapi.json", "openapi"),
    ...pageEndpoints(settings),
    readiness.endpoint(),
    metricsEndpoint(engine, emitter, tracing),
    { ...readOnly("/api/config", () => engine.config), access: "own-pages" },
    ...remedyEndpoints(engine),
    ...diagnosis.endpoints(),
    readOnly("/api/latency", () => ({ latency: latenciesOf(engine.threads) })),
    readOnly("/api/routes", () => ({ routes: routesOf(engine) })),
    readOnly("/api/traces", () => ({ threads: tracesOf(engine) })),
    ...flowEndpoints(engine),
    baselinesEndpoint(),
    {
      path: EXPLAIN_PATH,
      methods: ["GET"],
      access: "own-pages",
      handle: (_request, url) => answerExplain(engine, (s) => emitter().interests(s), url),
    },
    {
      path: TAP_PATH,
      methods: ["GET"],
      access: "this-machine",
      handle: (request, url) => answerTap(taps, engine, request, url),
    },
  ];
}

/** A document of the interface, as it was generated. */
function document(path: string, name: Parameters<typeof interfaceDocument>[0]): Endpoint {
  const headers = { "content-type": "application/json; charset=utf-8" };
  const handle = async () => new Response(await interfaceDocument(name), { headers });
  return { path, methods: ["GET"], access: "any", handle };
}

function readOnly(path: string, answer: () => unknown): Endpoint {
  return { path, methods: ["GET"], access: "any", handle: () => jsonResponse(200, answer()) };
}
