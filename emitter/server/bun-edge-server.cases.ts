/**
 * Known answers of bun-edge-server.ts. It IS a connection, so it listens: on loopback, on a free port,
 * for handlers that only take notes.
 */
import type { Observe, TickscopeError } from "#schemas";
import { type BunEdgeOptions, listen } from "./bun-edge-server.ts";
import type { EdgeServer, EdgeSocket } from "./edge-server.ts";
import type { EngineIoSocketData, SocketIoGateway } from "./socket-io-gateway.ts";

const WAIT_MS_MAX = 5000;

/** `publish`: on a topic, and how many are on it: the server that is made from this. */
function newRig(notes: string[], publish: (topic: string, text: string) => string) {
  const sockets: EdgeSocket<string>[] = [];
  const options: BunEdgeOptions<string> = {
    host: "127.0.0.1",
    port: 0,
    messageBytesMax: 64,
    bufferedBytesMax: 1000,
    handlers: {
      upgrade: (_request, url) => {
        return url.pathname === "/no"
          ? new Response("no", { status: 418 })
          : `user ${url.pathname}`;
      },
      open: (socket) => {
        sockets.push(socket);
        notes.push(`open ${socket.getUserData()} ${socket.remoteAddress.replace("::ffff:", "")}`);
        notes.push(`subscribed ${socket.subscribe("t")}`);
        socket.cork(() => notes.push(`sent ${socket.send("hello")} ${socket.getBufferedAmount()}`));
      },
      message: (socket, message) => {
        notes.push(`message ${message} ${socket === sockets[0]}`);
        const published = [publish("t", "news"), publish("u", "no news")];
        socket.unsubscribe("t");
        notes.push(`published ${published} ${publish("t", "no news")}`);
        socket.end(4001, "enough");
      },
      drain: () => notes.push("drain"),
      close: (socket, code) => notes.push(`close ${code} ${socket === sockets[0]}`),
    },
    http: (request, url) => new Response(`${request.method} ${url.pathname}`),
    socketIo: {
      path: "/socket.io/",
      handle: () => Promise.resolve(new Response("socket.io")),
      open: (_ws: unknown, _data: EngineIoSocketData) => notes.push("socket.io open"),
    } as unknown as SocketIoGateway,
    onIpv6Taken: (problem) => notes.push(problem.code),
  };
  return options;
}

/** What a client sees of a connection until it is closed. */
function conversation(url: string, message: string): Promise<string[]> {
  const seen: string[] = [];
  return new Promise((resolve) => {
    const ws = new WebSocket(url);
    const late = setTimeout(() => resolve([...seen, "no end"]), WAIT_MS_MAX);
    ws.onmessage = ({ data }) => {
      seen.push(String(data));
      ws.send(message);
    };
    ws.onclose = ({ code, reason }) => {
      clearTimeout(late);
      resolve([...seen, `${code} ${reason}`]);
    };
  });
}

export default async function run(observe: Observe): Promise<void> {
  const notes: string[] = [];
  const options = newRig(notes, (topic, text) => {
    return `${server.numSubscribers(topic)} ${server.publish(topic, text)}`;
  });
  const server: EdgeServer = listen(options);
  try {
    observe(listen, "a port and loopback", [server.port > 0, server.hosts[0]], [true, "127.0.0.1"]);
    const at = `127.0.0.1:${server.port}`;
    const text = async (path: string) => (await fetch(`http://${at}${path}`)).text();
    observe("route", "HTTP", await text("/else"), "GET /else");
    observe("route", "Socket.IO", await text("/socket.io/?a=1"), "socket.io");
    const refused = await fetch(`http://${at}/no`, { headers: { upgrade: "websocket" } });
    observe("route", "a refused upgrade", [refused.status, await refused.text()], [418, "no"]);
    const odd = await fetch(`http://${at}/ws`, { headers: { upgrade: "websocket" } });
    observe(
      "route",
      "no handshake",
      [odd.status, await odd.text()],
      [400, "not a WebSocket handshake"],
    );
    observe("serve", "a conversation", await conversation(`ws://${at}/ws`, "words"), [
      "hello",
      "news",
      "4001 enough",
    ]);
    observe("serve", "notes of it", notes.splice(0));
    const tooBig = await conversation(`ws://${at}/ws`, "x".repeat(65));
    observe("serve", "a message over the limit", tooBig[0], "hello");
    observe(
      "serve",
      "is no message",
      notes.splice(0).filter((note) => note.startsWith("message")),
      [],
    );
    let code = "no problem";
    try {
      listen({ ...options, port: server.port });
    } catch (thrown) {
      code = (thrown as TickscopeError).code;
    }
    observe("bindProblem", "a port in use", code, "PORT_IN_USE");
  } finally {
    await server.stop();
  }
}
