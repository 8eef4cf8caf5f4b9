/**
 * Plain WebSockets from handshake to close: admission, greeting, messages, departure. Main thread.
 */
import type { ErrorLog } from "#engine/telemetry";
import type { Client } from "../clients/client.ts";
import type { ClientHub } from "../clients/client-hub.ts";
import type { ClientRequests } from "../clients/client-requests.ts";
import type { EdgeLimits } from "../emitter-options.ts";
import { jsonProblem } from "../http/json-response.ts";
import type { OriginPolicy } from "../http/origin.ts";
import { type ClientBeginning, parseConnectQuery } from "../requests/connect-query.ts";
import type { EdgeHandlers, EdgeSocket } from "./edge-server.ts";
import { type RawEndpoint, RawLink, rawEndpointOf } from "./raw-link.ts";

/** A client's message may be this many times messageBytesMax before its connection is cut. */
export const MESSAGE_TOLERANCE = 4;
/** RFC 6455 close code of a message that is too big. */
const CLOSE_TOO_BIG = 1009;

/** What a plain WebSocket carries with it. */
export interface RawSession {
  readonly endpoint: RawEndpoint;
  readonly beginning: ClientBeginning;
  client: Client | undefined;
}

/** What sessions share. */
export interface RawSessionContext {
  readonly hub: ClientHub;
  readonly requests: ClientRequests;
  readonly origins: OriginPolicy;
  readonly limits: EdgeLimits;
  readonly errors: ErrorLog;
  /** This run of the engine. */
  readonly epoch: string;
  readonly hasRoom: () => boolean;
  /** The status_update that greets a client. */
  readonly greeting: () => string;
}

/** Handlers of the server for plain WebSockets. */
export class RawSessions implements EdgeHandlers<RawSession> {
  readonly #context: RawSessionContext;

  constructor(context: RawSessionContext) {
    this.#context = context;
  }

  upgrade(request: Request, url: URL): RawSession | Response {
    const { origins, limits, errors, hasRoom } = this.#context;
    const endpoint = rawEndpointOf(url.pathname);
    if (endpoint === undefined) {
      const hint = { hint: "WebSockets: /ws, /ws/stock_data, /ws/status_update, /socket.io/" };
      return jsonProblem(404, "NOT_FOUND", `no WebSocket at ${url.pathname}`, hint);
    }
    const { beginning, problem } = parseConnectQuery(endpoint, url.searchParams);
    if (beginning === null) return jsonProblem(400, "QUERY_INVALID", problem, {});
    const { subscriptionSymbolsMax } = limits;
    const symbols = beginning.universe?.size ?? 0;
    if (symbols > subscriptionSymbolsMax) {
      const message = `universe of ${symbols} symbols, subscriptionSymbolsMax=${subscriptionSymbolsMax}`;
      return jsonProblem(400, "CLIENT_SUBSCRIPTION_LIMIT", message, {});
    }
    const origin = request.headers.get("origin");
    if (!origins.allows(origin, request.headers.get("host"))) {
      const hint = { hint: "add it to server.origins in the config" };
      return jsonProblem(403, "ORIGIN_REFUSED", `origin ${origin} is not allowed`, hint);
    }
    if (!hasRoom()) {
      const message = `clientsMax=${limits.clientsMax} clients are connected`;
      errors.record("CLIENT_LIMIT", message);
      return jsonProblem(503, "CLIENT_LIMIT", message, {}, { "retry-after": "5" });
    }
    return { endpoint, beginning, client: undefined };
  }

  open(socket: EdgeSocket<RawSession>): void {
    const { hub, epoch, greeting } = this.#context;
    const session = socket.getUserData();
    const link = new RawLink(socket, session.endpoint, epoch);
    // The greeting is several messages: one write.
    socket.cork(() => {
      session.client = hub.add(link, greeting(), session.beginning);
    });
  }

  message(socket: EdgeSocket<RawSession>, message: string | Uint8Array): void {
    const { client } = socket.getUserData();
    if (client !== undefined) this.#context.requests.raw(client, message);
  }

  drain(socket: EdgeSocket<RawSession>): void {
    socket.getUserData().client?.catchUp();
  }

  close(socket: EdgeSocket<RawSession>, code: number, reason: string): void {
    const { client } = socket.getUserData();
    if (client === undefined) return;
    // Bun reports a message over its limit as 1006 with this reason; the client itself sees 1009.
    if (code === CLOSE_TOO_BIG || reason === "Received too big message") {
      const { errors, limits } = this.#context;
      const limit = `${MESSAGE_TOLERANCE} x messageBytesMax=${limits.messageBytesMax}`;
      errors.record(
        "CLIENT_MESSAGE_TOO_LARGE",
        `client=${client.id} sent more than ${limit}: disconnected`,
      );
      client.counts.rejected += 1;
    }
    this.#context.hub.remove(client);
  }
}
