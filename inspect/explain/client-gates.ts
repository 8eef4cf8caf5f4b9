/** The gates behind the detectors: queue, frame, and each client's universe, filters and slowness. */
import type { ClientInterest } from "#emitter";
import type { Engine } from "#engine";
import type { EventKind, GateView } from "./explanation.ts";
import { view } from "./flow-gates.ts";

const PRIORITY: Readonly<Record<EventKind, number>> = { surge: 1, high: 2, low: 2, trend: 3 };
/** Lists that rows of each kind stand in; see emitter/frames/frame-row.ts. */
const LISTS: Readonly<Record<EventKind, readonly number[]>> = {
  high: [0],
  low: [1],
  trend: [2, 3],
  surge: [4, 5],
};

function countOf(engine: Engine, stage: string, part: "dropped" | "errored", name: string): number {
  return engine.ledgerSnapshot().stages.find((row) => row.stage === stage)?.[part][name] ?? 0;
}

/** Queue and frame writer, for all symbols since the start: they do not know symbols apart. */
export function edgeGates(engine: Engine, kind: EventKind): GateView[] {
  const priority = PRIORITY[kind];
  const dropped = countOf(engine, "queue", "dropped", `queue_overflow_p${priority}`);
  const invalid = countOf(engine, "frame", "errored", "EVENT_INVALID");
  const queueText = `${dropped} events of its priority P${priority} dropped so far`;
  return [
    view("queue", "queue", dropped === 0 ? true : undefined, queueText),
    view(
      "frame",
      "frame",
      invalid === 0 ? true : undefined,
      `${invalid} events of all symbols broke the contract so far`,
    ),
  ];
}

/** Why a client does not get rows of the kind; undefined when it does. */
function refusalOf(
  client: ClientInterest,
  kind: EventKind,
): [gate: string, text: string] | undefined {
  const { carriesRows, endpoint, inUniverse, universe, filters, rows } = client;
  if (!carriesRows) return ["endpoint", `${endpoint} carries no rows`];
  if (!inUniverse) return ["universe", `the symbol is not in its universe (size ${universe})`];
  const refused = rows.filter((row) => LISTS[kind].includes(row.list) && !row.passesFilters);
  if (refused.length > 0) {
    return ["client_filter", `its filters reject the newest row: ${JSON.stringify(filters)}`];
  }
  if (client.isBackedUp) {
    return ["backpressure", `its socket is full; ${client.pendingRows} rows wait, conflated`];
  }
  return undefined;
}

/** One gate for a client, or the counts of all. */
export function clientGates(
  clients: readonly ClientInterest[],
  kind: EventKind,
  clientId: number | undefined,
): GateView[] {
  if (clientId !== undefined) {
    const client = clients.find(({ id }) => id === clientId);
    if (client === undefined) return [];
    const [gate, text] = refusalOf(client, kind) ?? ["client", "receives rows of this symbol"];
    return [view("send", gate, gate === "client", `client #${clientId}: ${text}`)];
  }
  if (clients.length === 0) return [view("send", "no_client", undefined, "no client is connected")];
  const refusals = clients.map((client) => refusalOf(client, kind)?.[0] ?? "");
  const counts = Object.entries(Object.groupBy(refusals, (gate) => gate || "receive it")).map(
    ([gate, list]) => `${list?.length ?? 0} ${gate}`,
  );
  const isSeen = refusals.includes("");
  const [first = ""] = refusals;
  const isAlike = refusals.every((gate) => gate === first);
  const gate = isSeen ? "client" : isAlike ? first : "client";
  return [view("send", gate, isSeen, `${clients.length} clients: ${counts.join(", ")}`)];
}
