/**
 * Socket.IO beside the plain WebSockets, on the same port: Engine.IO v4, WebSocket and polling.
 * Main thread.
 *
 * socket.io does the protocol. Frames exist as text already, so they are written as finished
 * packets and not serialised again for each client (socket-io-link.ts).
 *
 * The packages take longer to load than the rest of the engine: they are loaded after the start,
 * and a connection that comes earlier waits for them.
 */
import type { Server as EngineIo } from "@socket.io/bun-engine";
import type { Server as BunServer, ServerWebSocket } from "bun";
import type { Server as SocketIo } from "socket.io";
import type { ErrorLog } from "#engine/telemetry";
import { jsonProblem } from "../http/json-response.ts";
import type { OriginPolicy } from "../http/origin.ts";
import type { ClientLink } from "./client-link.ts";
import { ObservedSocket, SocketIoLink } from "./socket-io-link.ts";

/** A WebSocket's data as bun-engine sets it. */
export interface EngineIoSocketData {
  readonly transport: EngineIoTransport;
}

/** bun-engine's WebSocket transport, as far as the server must drive it. */
interface EngineIoTransport {
  onOpen(socket: ObservedSocket<EngineIoSocketData>): void;
  onMessage(message: string | Buffer): void;
  onCloseEvent(code: number, reason: string): void;
}

/** The user of a page that names none: the local user. */
export const DEFAULT_USER = "default";

/** What the emitter does with Socket.IO clients; `C` is its name for one. */
export interface SocketIoListeners<C> {
  /** False when no more clients may come. */
  hasRoom(): boolean;
  /** `user`: what the client calls itself in its handshake (`user_id`), or DEFAULT_USER. */
  connected(link: ClientLink, user: string): C;
  event(client: C, event: string, payload: unknown): void;
  disconnected(client: C): void;
}

interface Loaded {
  io: SocketIo;
  engine: EngineIo;
}

export class SocketIoGateway<C = unknown> {
  readonly path = "/socket.io/";
  readonly #listeners: SocketIoListeners<C>;
  readonly #origins: OriginPolicy;
  readonly #messageBytesMax: number;
  readonly #errors: ErrorLog;
  /** bun-engine tells no addresses: by request while it is handled, then by connection. */
  readonly #addresses: WeakMap<object, string> = new WeakMap();
  readonly #sockets: WeakMap<object, ObservedSocket<EngineIoSocketData>> = new WeakMap();
  #loading: Promise<Loaded> | undefined;
  #connections = 0;

  constructor(
    listeners: SocketIoListeners<C>,
    origins: OriginPolicy,
    messageBytesMax: number,
    errors: ErrorLog,
  ) {
    this.#listeners = listeners;
    this.#origins = origins;
    this.#messageBytesMax = messageBytesMax;
    this.#errors = errors;
  }

  /** Engine.IO connections, also those that have not joined as a client yet. */
  get connections(): number {
    return this.#connections;
  }

  /** Loads the packages ahead of the first connection. Never rejects. */
  async warmUp(): Promise<void> {
    try {
      await this.#load();
    } catch (error) {
      this.#errors.record("EMIT_FAILED", "socket.io could not be loaded", "", error);
    }
  }

  /** Answers a request for `path`: handshake, poll, upgrade or preflight. */
  async handle(request: Request, url: URL, server: BunServer<unknown>): Promise<Response> {
    this.#addresses.set(request, server.requestIP(request)?.address ?? "");
    const origin = request.headers.get("origin");
    if (!this.#origins.allows(origin, request.headers.get("host"))) {
      return jsonProblem(403, "ORIGIN_REFUSED", `origin ${origin} is not allowed`, {
        hint: "add it to server.origins in the config",
      });
    }
    if (request.method === "OPTIONS") return this.#preflight(request);
    if (!url.searchParams.has("sid") && !this.#listeners.hasRoom()) {
      this.#errors.record("CLIENT_LIMIT", "a Socket.IO client was refused");
      return jsonProblem(503, "CLIENT_LIMIT", "too many clients are connected", {
        hint: "raise server.clientsMax or close idle clients",
      });
    }
    try {
      const { engine } = await this.#load();
      return await engine.handleRequest(
        request,
        server as Parameters<EngineIo["handleRequest"]>[1],
      );
    } catch (error) {
      this.#errors.record("EMIT_FAILED", "a Socket.IO request threw", "", error);
      return jsonProblem(500, "EMIT_FAILED", "the Socket.IO request failed", {});
    }
  }

  open(ws: ServerWebSocket<unknown>, data: EngineIoSocketData): void {
    const socket = new ObservedSocket(ws, data);
    this.#sockets.set(data.transport, socket);
    data.transport.onOpen(socket);
  }

  message(data: EngineIoSocketData, message: string | Buffer): void {
    try {
      data.transport.onMessage(message);
    } catch (error) {
      // The parser throws on some malformed packets; such a client is cut, others go on.
      this.#errors.record("CLIENT_MESSAGE_INVALID", "malformed Socket.IO packet", "", error);
      this.#sockets.get(data.transport)?.terminate();
    }
  }

  close(data: EngineIoSocketData, code: number, reason: string): void {
    data.transport.onCloseEvent(code, reason);
  }

  /** Ends Socket.IO as far as it was ever loaded. */
  async stop(): Promise<void> {
    if (this.#loading === undefined) return;
    const { io } = await this.#loading;
    await io.close();
  }

  #load(): Promise<Loaded> {
    this.#loading ??= this.#create();
    return this.#loading;
  }

  async #create(): Promise<Loaded> {
    const [{ Server: EngineIoServer }, { Server: SocketIoServer }] = await Promise.all([
      import("@socket.io/bun-engine"),
      import("socket.io"),
    ]);
    const engine = new EngineIoServer({
      path: this.path,
      maxHttpBufferSize: this.#messageBytesMax,
      editResponseHeaders: (headers, request) => this.#allowOrigin(headers, request),
    });
    engine.on("connection", (connection, request) => {
      this.#addresses.set(connection, this.#addresses.get(request) ?? "");
      this.#connections += 1;
      connection.once("close", () => {
        this.#connections -= 1;
      });
    });
    const io = new SocketIoServer({ serveClient: false });
    io.bind(engine);
    io.on("connection", (socket) => {
      const { conn } = socket;
      const socketNow = () => this.#sockets.get(conn.transport);
      const link = new SocketIoLink(conn, this.#addresses.get(conn) ?? "", socketNow);
      const client = this.#listeners.connected(link, userOf(socket.handshake.query.user_id));
      socket.onAny((event: string, payload: unknown) => {
        this.#listeners.event(client, event, payload);
      });
      socket.on("disconnect", () => this.#listeners.disconnected(client));
    });
    return { io, engine };
  }

  #allowOrigin(headers: Headers, request: Request): void {
    for (const [name, value] of Object.entries(this.#origins.corsHeaders(request))) {
      headers.set(name, value);
    }
    if (headers.has("access-control-allow-origin")) {
      headers.set("access-control-allow-credentials", "true");
    }
  }

  #preflight(request: Request): Response {
    const headers = new Headers();
    this.#allowOrigin(headers, request);
    headers.set("access-control-allow-methods", "GET, POST");
    headers.set("access-control-allow-headers", "content-type");
    return new Response(null, { status: 204, headers });
  }
}

function userOf(value: string | string[] | undefined): string {
  return typeof value === "string" && value !== "" ? value : DEFAULT_USER;
}
