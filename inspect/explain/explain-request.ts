/** `/api/explain/SYMBOL?kind=high&last=60&client=3` as an explanation, or as a refusal. Main thread. */
import { type ClientInterest, jsonProblem, jsonResponse } from "#emitter";
import type { Engine } from "#engine";
import { symbolIdOf, unknownSymbolText } from "#inspect";
import { explain } from "./explain.ts";
import { EVENT_KINDS, type EventKind } from "./explanation.ts";

/** Path of explanations; the symbol stands behind it. */
export const EXPLAIN_PATH = "/api/explain/";
const LAST_SECONDS_DEFAULT = 60;
const LAST_SECONDS_MAX = 86_400;
const PARAMETERS = ["kind", "last", "client"];

/** Answers a request for an explanation. */
export function answerExplain(
  engine: Engine,
  interests: (symbol: string) => ClientInterest[],
  url: URL,
): Response {
  const symbol = decoded(url.pathname.slice(EXPLAIN_PATH.length));
  if (symbol === undefined) return invalid("the symbol is not URL-encoded text");
  const parameters = url.searchParams;
  const unknown = [...parameters.keys()].find((key) => !PARAMETERS.includes(key));
  if (unknown !== undefined) {
    return invalid(`unknown parameter "${unknown}"; use one of ${PARAMETERS.join(", ")}`);
  }
  const kind = parameters.get("kind") ?? "high";
  if (!isEventKind(kind)) return invalid(`kind="${kind}" must be ${EVENT_KINDS.join(", ")}`);
  const lastSeconds = Number(parameters.get("last") ?? LAST_SECONDS_DEFAULT);
  if (!(lastSeconds > 0 && lastSeconds <= LAST_SECONDS_MAX)) {
    return invalid(`last=${parameters.get("last")} must be seconds, at most ${LAST_SECONDS_MAX}`);
  }
  const symbolId = symbolIdOf(engine.symbols, symbol);
  if (symbolId === 0) {
    const hint = "symbols are case-sensitive; GET /api/status shows whether the feed is connected";
    return jsonProblem(404, "NOT_FOUND", unknownSymbolText(engine.symbols, symbol), { hint });
  }
  const clients = interests(symbol);
  const clientText = parameters.get("client");
  const clientId = clientText === null ? undefined : Number(clientText);
  if (clientId !== undefined && !clients.some(({ id }) => id === clientId)) {
    const known = clients.map(({ id }) => id).join(", ") || "none";
    return jsonProblem(404, "NOT_FOUND", `no client ${clientText}; connected: ${known}`, {});
  }
  const question = { symbol, symbolId, kind, lastSeconds, clientId };
  return jsonResponse(200, explain(engine, clients, question));
}

function isEventKind(kind: string): kind is EventKind {
  return (EVENT_KINDS as readonly string[]).includes(kind);
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined; // answered as 400 by the caller
  }
}

function invalid(message: string): Response {
  return jsonProblem(400, "EXPLAIN_INVALID", message, {});
}
