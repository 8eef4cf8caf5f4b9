/** Known answers of client-requests.ts, with a client that only takes notes. */

import { ErrorLog } from "#engine/telemetry";
import { type Observe, of } from "#schemas";
import { LIMITS } from "../cases-fixture.ts";
import type { Client } from "./client.ts";
import { ClientRequests } from "./client-requests.ts";

function newRig(endpoint = "/ws") {
  const errors = ErrorLog.detached();
  const notes: string[] = [];
  const client = {
    counts: { received: 0, rejected: 0 },
    link: { endpoint },
    user: "somebody" as string | null,
    universe: "untouched" as unknown,
    filters: "untouched" as unknown,
    sendTransient: (event: string, text: string) => notes.push(`${event} ${text}`),
    sendSnapshot: () => notes.push("snapshot"),
  };
  const requests = new ClientRequests(LIMITS, errors, () => 123);
  const result = () => ({
    notes,
    counts: client.counts,
    universe: client.universe instanceof Set ? [...client.universe] : client.universe,
    filters: client.filters,
    user: client.user,
    errors: errors.entries().map(({ code, message, sample }) => [code, message, sample]),
  });
  return { requests, client: client as unknown as Client, result };
}

function raw(message: string | Uint8Array, endpoint?: string): unknown {
  const { requests, client, result } = newRig(endpoint);
  requests.raw(client, message);
  return result();
}

function socketIo(event: string, payload: unknown): unknown {
  const { requests, client, result } = newRig();
  requests.socketIo(client, event, payload);
  return result();
}

/** A ping of this many bytes; the wide one has fewer characters than bytes. */
function ping(bytes: number, letter: string): string {
  const head = '{"action":"ping","x":"';
  const room = bytes - head.length - 2;
  return `${head}${letter.repeat(room / Buffer.byteLength(letter))}"}`;
}

export default function run(observe: Observe): void {
  observe(of(ClientRequests, "raw"), "binary", raw(new Uint8Array(3)));
  for (const bytes of [400, 402])
    observe(of(ClientRequests, "raw"), `${bytes} bytes`, raw(ping(bytes, "x")));
  observe(of(ClientRequests, "raw"), "402 bytes, fewer characters", raw(ping(402, "ü")));
  observe(
    of(ClientRequests, "raw"),
    "another endpoint",
    raw('{"action":"ping"}', "/ws/stock_data"),
  );
  observe("#act", "a message that is none", raw('{"action":"sing"}'));
  observe("#act", "ping", raw('{"action":"ping"}'));
  observe("#act", "refresh", raw('{"action":"refresh"}'));
  observe("#act", "filters", raw('{"action":"filters","filters":{"highlow":{"min_count":1}}}'));
  observe("#act", "no filters", raw('{"action":"filters","filters":{}}'));
  const { requests, client, result } = newRig();
  for (const universe of [null, new Set(["A", "B"])]) {
    client.universe = universe;
    requests.tellUniverse(client);
  }
  observe(of(ClientRequests, "tellUniverse"), "all, and two", result().notes);
  const subscribe = (universe: unknown) => raw(JSON.stringify({ action: "subscribe", universe }));
  observe("#subscribe", "all", subscribe("all"));
  observe("#subscribe", "two", subscribe(["A", "B"]));
  observe("#subscribe", "two, one of them twice", subscribe(["A", "B", "A"]));
  observe("#subscribe", "three are too many", subscribe(["A", "B", "C"]));
  observe("#refuse", "a long message is cut", raw(`{"action":"ping","${"k".repeat(300)}":1}`));
  const events = ["request_filtered_data_refresh", "refresh_universe_data", "user_action"];
  for (const event of events) observe(of(ClientRequests, "socketIo"), event, socketIo(event, {}));
  for (const event of ["ping", "refresh"])
    observe(of(ClientRequests, "socketIo"), event, socketIo(event, null));
  observe(
    of(ClientRequests, "socketIo"),
    "subscribe",
    socketIo("subscribe", { universe: ["A"], action: "ping" }),
  );
  observe(of(ClientRequests, "socketIo"), "filters", socketIo("filters", { filters: {} }));
  observe(of(ClientRequests, "socketIo"), "filters without any", socketIo("filters", 7));
  observe(of(ClientRequests, "socketIo"), "unknown", socketIo("dance", {}));
  observe("cut", "a long unknown name", socketIo("d".repeat(300), {}));
}
