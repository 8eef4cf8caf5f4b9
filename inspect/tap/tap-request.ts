/** `/api/tap/STAGE?symbol=X&where=price>100&rate=20&limit=100` as an open stream, or as a refusal. */
import { asSymbolId } from "#codec";
import { jsonProblem, jsonResponse } from "#emitter";
import { symbolIdOf, unknownSymbolText } from "#inspect";
import type { TapStream, TapWish } from "./tap.ts";
import { TAP_STAGES, type TapSource } from "./tap-stage.ts";
import { TAPS_MAX, type Tapped, type TappedEngine, type Taps } from "./taps.ts";
import { type Condition, conditionOf } from "./where.ts";

/** Path of the taps; the stage stands behind it. */
export const TAP_PATH = "/api/tap/";
const RATE_DEFAULT = 20;
const RATE_MAX = 10_000;
const PARAMETERS = ["symbol", "where", "rate", "limit"];

/** Answers a request for a tap; without a stage, what can be tapped. Main thread. */
export function answerTap(taps: Taps, engine: TappedEngine, request: Request, url: URL): Response {
  const name = url.pathname.slice(TAP_PATH.length);
  if (name === "") return jsonResponse(200, { open: taps.status(), stages: describedStages(taps) });
  const stage = TAP_STAGES[name];
  if (stage === undefined) {
    const known = Object.keys(TAP_STAGES).join(", ");
    return jsonProblem(404, "NOT_FOUND", `no stage "${name}" can be tapped`, { hint: known });
  }
  const wish = wishOf(taps, engine, name, stage.source, url.searchParams);
  if (wish instanceof Response) return wish;
  if (taps.count >= TAPS_MAX) {
    const message = `${TAPS_MAX} taps are open, which is the maximum`;
    return jsonProblem(503, "TAPS_BUSY", message, { hint: "close one, then try again" });
  }
  if (request.method === "HEAD") return streamed(undefined);
  return streamOf(taps, taps.open(stage.source, wish));
}

function describedStages(taps: Taps): Record<string, unknown>[] {
  return Object.entries(TAP_STAGES).map(([stage, { source, about }]) => {
    return { stage, about, fields: Object.keys(taps.forms[source].fields) };
  });
}

function wishOf<K extends TapSource>(
  taps: Taps,
  engine: TappedEngine,
  name: string,
  source: K,
  parameters: URLSearchParams,
): TapWish<Tapped[K]> | Response {
  const unknown = [...parameters.keys()].find((key) => !PARAMETERS.includes(key));
  if (unknown !== undefined) {
    return invalid(`unknown parameter "${unknown}"; use one of ${PARAMETERS.join(", ")}`);
  }
  const { about } = TAP_STAGES[name]!;
  const form = taps.forms[source];
  const conditions: Condition<Tapped[K]>[] = [];
  for (const text of parameters.getAll("where")) {
    const condition = conditionOf(form, text);
    if (typeof condition === "string") return invalid(condition);
    conditions.push(condition);
  }
  const symbol = parameters.get("symbol");
  const symbolId = asSymbolId(symbol === null ? 0 : symbolIdOf(engine.symbols, symbol));
  if (symbol !== null && symbolId === 0) {
    return jsonProblem(404, "NOT_FOUND", unknownSymbolText(engine.symbols, symbol), {});
  }
  const perSecond = Number(parameters.get("rate") ?? RATE_DEFAULT);
  if (!(perSecond > 0 && perSecond <= RATE_MAX)) {
    return invalid(`rate=${parameters.get("rate")} must be above 0, and at most ${RATE_MAX}`);
  }
  const limit = Number(parameters.get("limit") ?? Number.POSITIVE_INFINITY);
  if (parameters.has("limit") && !(Number.isInteger(limit) && limit >= 1)) {
    return invalid(`limit=${parameters.get("limit")} must be a whole number of at least 1`);
  }
  return { stage: name, about, form, symbolId, conditions, perSecond, limit };
}

function invalid(message: string): Response {
  return jsonProblem(400, "TAP_INVALID", message, {});
}

function streamOf(taps: Taps, tap: TapStream): Response {
  const encoder = new TextEncoder();
  // Bun asks for more only when the socket has room: a client that stalls holds its tap's buffer,
  // which is bounded, and nothing else.
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const text = await tap.take();
        if (text !== "") controller.enqueue(encoder.encode(text));
        if (!tap.isEnded) return;
        const rest = text === "" ? "" : await tap.take();
        if (rest !== "") controller.enqueue(encoder.encode(rest));
        taps.close(tap);
        controller.close();
      },
      cancel: () => taps.close(tap),
    },
    { highWaterMark: 0 },
  );
  return streamed(body);
}

function streamed(body: ReadableStream | undefined): Response {
  return new Response(body ?? null, {
    headers: {
      "content-type": "application/x-ndjson; charset=utf-8",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
}
