/** A WebSocket server that does what a test says, frame by frame: for tests of feed clients. */
import type { Server, ServerWebSocket } from "bun";

/** One connection as the script sees it. */
export interface ScriptSocket {
  send(data: string | Uint8Array): void;
  close(code?: number, reason?: string): void;
  /** Ends the connection without a closing handshake, as a broken network does. */
  cut(): void;
}

/** What the script does; `connection` counts from 0. */
export interface FeedScript {
  open?(socket: ScriptSocket, connection: number): void;
  message?(socket: ScriptSocket, text: string, connection: number): void;
}

export class ScriptedFeed {
  /** Messages of all connections, in order. */
  readonly heard: string[] = [];
  connections = 0;
  readonly #script: FeedScript;
  #server: Server<{ connection: number }>;

  constructor(script: FeedScript) {
    this.#script = script;
    this.#server = this.#listen(0);
  }

  get url(): string {
    return `ws://127.0.0.1:${this.#server.port}/`;
  }

  /** Cuts all connections, stops listening, and listens again on the same port. */
  async restart(): Promise<void> {
    const port = this.#server.port ?? 0;
    await this.#server.stop(true);
    this.#server = this.#listen(port);
  }

  async stop(): Promise<void> {
    await this.#server.stop(true);
  }

  #listen(port: number): Server<{ connection: number }> {
    return Bun.serve({
      hostname: "127.0.0.1",
      port,
      fetch: (request, server) => {
        const data = { connection: this.connections };
        if (server.upgrade(request, { data })) return undefined;
        return new Response("WebSocket only", { status: 426 });
      },
      websocket: {
        open: (socket) => {
          this.connections += 1;
          this.#script.open?.(scriptSocket(socket), socket.data.connection);
        },
        message: (socket, data) => {
          this.heard.push(String(data));
          this.#script.message?.(scriptSocket(socket), String(data), socket.data.connection);
        },
      },
    });
  }
}

function scriptSocket(socket: ServerWebSocket<{ connection: number }>): ScriptSocket {
  return {
    send: (data) => {
      socket.send(data);
    },
    close: (code, reason) => socket.close(code, reason),
    cut: () => socket.terminate(),
  };
}

/** A status message of the Massive dialect, as a frame. */
export function statusFrame(status: string, message: string): string {
  return JSON.stringify([{ ev: "status", status, message }]);
}

/**
 * The usual handshake of the Massive dialect: greets, takes any key, acknowledges what is asked.
 */
export function massiveHandshake(socket: ScriptSocket, text: string): void {
  const { action, params } = JSON.parse(text) as { action: string; params: string };
  if (action === "auth") socket.send(statusFrame("auth_success", "authenticated"));
  if (action !== "subscribe") return;
  for (const param of params.split(",")) {
    socket.send(statusFrame("success", `subscribed to: ${param}`));
  }
}
