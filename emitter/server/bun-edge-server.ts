/** EdgeServer on Bun's built-in uWebSockets. Main thread. */
import type { Server, ServerWebSocket } from "bun";
import { TickscopeError } from "#schemas";
import page from "../../dashboard/index.html";
import type { EdgeHandlers, EdgeServer, EdgeSocket, HttpHandler } from "./edge-server.ts";
import type { EngineIoSocketData, SocketIoGateway } from "./socket-io-gateway.ts";

/** Seconds without a sign of life (Bun sends the pings) after which a WebSocket is dead. */
const IDLE_SECONDS = 60;
/**
 * Room above bufferedBytesMax before the server refuses a message: a whole unfiltered frame that is
 * offered to a client just below the limit must still fit, and beside it what a publish holds back
 * until the turn ends (frame-lane.ts).
 */
const FRAME_BYTES_MAX = 16 * 1024 * 1024;

/** A raw WebSocket's data. */
interface RawSocketData<T> {
  user: T;
  remoteAddress: string;
  socket: BunEdgeSocket<T> | undefined;
}

type SocketData<T> = RawSocketData<T> | EngineIoSocketData;

export interface BunEdgeOptions<T> {
  readonly host: string;
  readonly port: number;
  /** Larger messages of a client end its connection. */
  readonly messageBytesMax: number;
  readonly bufferedBytesMax: number;
  readonly handlers: EdgeHandlers<T>;
  readonly http: HttpHandler;
  readonly socketIo: SocketIoGateway;
  /** `localhost` may reach another program on ::1. */
  readonly onIpv6Taken: (problem: TickscopeError) => void;
}

class BunEdgeSocket<T> implements EdgeSocket<T> {
  readonly remoteAddress: string;
  readonly #ws: ServerWebSocket<SocketData<T>>;
  readonly #user: T;

  constructor(ws: ServerWebSocket<SocketData<T>>, data: RawSocketData<T>) {
    this.#ws = ws;
    this.#user = data.user;
    this.remoteAddress = data.remoteAddress;
  }

  getUserData(): T {
    return this.#user;
  }

  send(text: string): number {
    return this.#ws.send(text);
  }

  getBufferedAmount(): number {
    return this.#ws.getBufferedAmount();
  }

  subscribe(topic: string): boolean {
    this.#ws.subscribe(topic);
    return this.#ws.isSubscribed(topic);
  }

  unsubscribe(topic: string): void {
    this.#ws.unsubscribe(topic);
  }

  cork(callback: () => void): void {
    this.#ws.cork(callback);
  }

  end(code: number, reason: string): void {
    this.#ws.close(code, reason);
  }

  close(): void {
    this.#ws.terminate();
  }
}

/**
 * Starts to listen on `host`. For 127.0.0.1 and localhost also on ::1 when there is one, because
 * browsers try it first for the name `localhost`, and another program there would get our visitors.
 *
 * Throws TickscopeError PORT_IN_USE or PORT_FORBIDDEN.
 */
export function listen<T>(options: BunEdgeOptions<T>): EdgeServer {
  const { host, port } = options;
  const isLoopback = host === "127.0.0.1" || host === "localhost";
  const first = serve(options, isLoopback ? "127.0.0.1" : host, port);
  const servers = [first];
  if (isLoopback) {
    try {
      servers.push(serve(options, "::1", first.port ?? port));
    } catch (error) {
      // No IPv6 on this machine: then localhost means 127.0.0.1 alone.
      if (error instanceof TickscopeError && error.code === "PORT_IN_USE")
        options.onIpv6Taken(error);
    }
  }
  return {
    port: first.port ?? port,
    hosts: servers.map((server) => server.hostname ?? host),
    publish: (topic, text) => publish(servers, topic, text),
    numSubscribers: (topic) => {
      return servers.reduce((sum, server) => sum + server.subscriberCount(topic), 0);
    },
    async stop() {
      await Promise.all(servers.map((server) => server.stop(true)));
    },
  };
}

/** A publish on each server that has subscribers; 0 when one of them says 0. */
function publish<T>(
  servers: readonly Server<SocketData<T>>[],
  topic: string,
  text: string,
): number {
  let result = 0;
  let isLost = false;
  for (const server of servers) {
    if (server.subscriberCount(topic) === 0) continue;
    const one = server.publish(topic, text);
    if (one === 0) isLost = true;
    if (result >= 0) result = one;
  }
  return isLost ? 0 : result;
}

function serve<T>(options: BunEdgeOptions<T>, host: string, port: number): Server<SocketData<T>> {
  const { handlers, socketIo } = options;
  const socketOf = (ws: ServerWebSocket<SocketData<T>>, data: RawSocketData<T>) => {
    data.socket ??= new BunEdgeSocket(ws, data);
    return data.socket;
  };
  try {
    return Bun.serve<SocketData<T>>({
      hostname: host,
      port,
      development: false,
      // Without this, `development: false` lets a second process share the port in silence.
      reusePort: false,
      maxRequestBodySize: options.messageBytesMax,
      routes: { "/": { GET: page } },
      fetch: (request, server) => route(options, request, server),
      websocket: {
        maxPayloadLength: options.messageBytesMax,
        idleTimeout: IDLE_SECONDS,
        sendPings: true,
        backpressureLimit: options.bufferedBytesMax + FRAME_BYTES_MAX,
        closeOnBackpressureLimit: false,
        perMessageDeflate: false,
        open: (ws) => {
          if ("transport" in ws.data) socketIo.open(ws, ws.data);
          else handlers.open(socketOf(ws, ws.data));
        },
        message: (ws, message) => {
          if ("transport" in ws.data) socketIo.message(ws.data, message);
          else handlers.message(socketOf(ws, ws.data), message);
        },
        drain: (ws) => {
          if (!("transport" in ws.data)) handlers.drain(socketOf(ws, ws.data));
        },
        close: (ws, code, reason) => {
          if ("transport" in ws.data) socketIo.close(ws.data, code, reason);
          else handlers.close(socketOf(ws, ws.data), code, reason);
        },
      },
    });
  } catch (error) {
    throw bindProblem(error, host, port);
  }
}

function route<T>(
  options: BunEdgeOptions<T>,
  request: Request,
  server: Server<SocketData<T>>,
): Response | Promise<Response> | undefined {
  const url = new URL(request.url);
  const remoteAddress = server.requestIP(request)?.address ?? "";
  if (url.pathname === options.socketIo.path) {
    return options.socketIo.handle(request, url, server as Server<unknown>);
  }
  if (request.headers.get("upgrade")?.toLowerCase() !== "websocket") {
    return options.http(request, url, remoteAddress);
  }
  const user = options.handlers.upgrade(request, url, remoteAddress);
  if (user instanceof Response) return user;
  if (server.upgrade(request, { data: { user, remoteAddress, socket: undefined } }))
    return undefined;
  return new Response("not a WebSocket handshake", { status: 400 });
}

function bindProblem(error: unknown, host: string, port: number): unknown {
  const code = error instanceof Error && "code" in error ? error.code : "";
  const at = `${host}:${port}`;
  if (code === "EADDRINUSE") {
    return new TickscopeError("PORT_IN_USE", `port ${port} on ${host} is in use`, { cause: error });
  }
  if (code === "EACCES" || code === "EPERM" || code === "EADDRNOTAVAIL") {
    return new TickscopeError("PORT_FORBIDDEN", `cannot listen on ${at}: ${code}`, {
      cause: error,
    });
  }
  return error;
}
