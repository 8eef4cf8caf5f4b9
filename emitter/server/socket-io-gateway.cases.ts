/**
 * Known answers of socket-io-gateway.ts as far as it decides by itself: admission, preflight, and what
 * it does with a transport. The protocol is a package's and is left out.
 */
import type { Server, ServerWebSocket } from "bun";
import { ErrorLog } from "#engine/telemetry";
import { type Observe, of } from "#schemas";
import { answerOf } from "../cases-fixture.ts";
import { OriginPolicy } from "../http/origin.ts";
import { type EngineIoSocketData, SocketIoGateway } from "./socket-io-gateway.ts";

function newRig(hasRoom: boolean, host = "127.0.0.1") {
  const errors = ErrorLog.detached();
  const listeners = {
    hasRoom: () => hasRoom,
    connected: () => 0,
    event: () => undefined,
    disconnected: () => undefined,
  };
  const gateway = new SocketIoGateway(listeners, new OriginPolicy(host, []), 1000, errors);
  const told = () => errors.entries().map(({ code, message }) => [code, message]);
  return { gateway, told };
}

async function asked(hasRoom: boolean, method: string, origin?: string): Promise<unknown> {
  const { gateway, told } = newRig(hasRoom);
  const url = new URL(`http://localhost${gateway.path}`);
  const headers: Record<string, string> = origin === undefined ? {} : { origin };
  const server = { requestIP: () => null } as unknown as Server<unknown>;
  const answer = await gateway.handle(new Request(url.href, { method, headers }), url, server);
  return [await answerOf(answer), told()];
}

export default async function run(observe: Observe): Promise<void> {
  observe(
    of(SocketIoGateway, "handle"),
    "a stranger's page",
    await asked(true, "GET", "https://other.example"),
  );
  observe("#preflight", "our page", await asked(true, "OPTIONS", "http://localhost:1"));
  observe("#preflight", "no page", await asked(true, "OPTIONS"));
  const { gateway: open } = newRig(true, "0.0.0.0");
  const url = new URL("http://engine.example/socket.io/");
  const headers = { origin: "http://engine.example", host: "engine.example" };
  const own = new Request(url.href, { method: "OPTIONS", headers });
  const server = { requestIP: () => null } as unknown as Server<unknown>;
  observe(
    of(SocketIoGateway, "handle"),
    "our own page by name",
    (await open.handle(own, url, server)).status,
    204,
  );
  observe(of(SocketIoGateway, "handle"), "no room", await asked(false, "GET"));
  const { gateway, told } = newRig(true);
  observe(
    of(SocketIoGateway, "connections"),
    "none",
    [gateway.path, gateway.connections],
    ["/socket.io/", 0],
  );
  const notes: string[] = [];
  const ws = { terminate: () => notes.push("terminate") } as unknown as ServerWebSocket<unknown>;
  const data = {
    transport: {
      onOpen: (socket: { data: unknown }) => notes.push(`open ${socket.data === data}`),
      onMessage: (message: string) => {
        notes.push(`message ${message}`);
        if (message === "bad") throw new Error("malformed");
      },
      onCloseEvent: (code: number, reason: string) => notes.push(`close ${code} ${reason}`),
    },
  } as unknown as EngineIoSocketData;
  gateway.open(ws, data);
  observe(of(SocketIoGateway, "open"), "transport", notes.splice(0), ["open true"]);
  gateway.message(data, "good");
  observe(of(SocketIoGateway, "message"), "good", notes.splice(0), ["message good"]);
  gateway.message(data, "bad");
  observe(
    of(SocketIoGateway, "message"),
    "malformed",
    [notes.splice(0), told()],
    [["message bad", "terminate"], [["CLIENT_MESSAGE_INVALID", "malformed Socket.IO packet"]]],
  );
  gateway.close(data, 1000, "bye");
  observe(of(SocketIoGateway, "close"), "transport", notes.splice(0), ["close 1000 bye"]);
  await gateway.stop();
  observe(of(SocketIoGateway, "stop"), "before it was loaded", told().length, 1);
}
