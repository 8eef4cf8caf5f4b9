/** Known answers of socket-io-link.ts, over a connection and a socket that only take notes. */
import type { ServerWebSocket } from "bun";
import type { Observe, Probe } from "#schemas";
import { type EngineConnection, ObservedSocket, SocketIoLink } from "./socket-io-link.ts";

function newRig(isPolling: boolean) {
  const notes: string[] = [];
  const server = { result: 3 };
  let flush = () => undefined as unknown;
  const ws = {
    readyState: 1,
    getBufferedAmount: () => 66,
    send: (text: string) => {
      notes.push(`ws ${text}`);
      return server.result;
    },
    close: (code?: number, reason?: string) => notes.push(`ws close ${code} ${reason}`),
    terminate: () => notes.push("ws terminate"),
  };
  const socket = new ObservedSocket(ws as unknown as ServerWebSocket<unknown>, "data");
  const connection = {
    readyState: "open",
    isWriting: true,
    on: (event: string, listener: () => void) => {
      notes.push(`on ${event}`);
      flush = listener;
    },
    write: (packet: string) => {
      notes.push(`write ${packet}`);
      if (!isPolling && connection.isWriting) socket.send(packet);
    },
    close: () => {
      notes.push("close");
      if (!isPolling) socket.close();
    },
  };
  const link = new SocketIoLink(connection as unknown as EngineConnection, "10.0.0.7", () => {
    return isPolling ? undefined : socket;
  });
  return { notes, server, socket, connection, link, flush: () => flush() };
}

function run(observe: Observe): void {
  observeSocket(observe);
  for (const isPolling of [false, true]) {
    const { link, connection, notes } = newRig(isPolling);
    const fact = (what: string) => `${what}, polling ${isPolling}`;
    const { endpoint, remoteAddress, loadsLate } = link;
    observe("constructor", fact("parts"), [endpoint, remoteAddress, loadsLate, notes.splice(0)]);
    observe("carries", fact("everything"), link.carries());
    observe("bufferedBytes", fact("before"), link.bufferedBytes());
    observe("send", fact("result"), link.send('a"b', "{1}"));
    observe("send", fact("packet"), notes.splice(0));
    connection.readyState = "closing";
    observe("send", fact("not open"), [link.send("a", "{}"), notes.splice(0)]);
    link.end(1001, "bye");
    observe("end", fact("notes"), notes.splice(0));
    link.close();
    observe("close", fact("notes"), notes.splice(0));
  }
  const { link, server, connection } = newRig(false);
  for (const result of [0, -1, 9]) {
    server.result = result;
    observe("send", `the server says ${result}`, link.send("a", "{}"));
  }
  connection.isWriting = false;
  observe("send", "a write that reaches no socket", link.send("a", "{}"));
  const polling = newRig(true);
  polling.link.send("a", "{}");
  polling.link.send("a", "{}");
  observe("bufferedBytes", "two wait for a poll", polling.link.bufferedBytes());
  polling.flush();
  observe("bufferedBytes", "polled", polling.link.bufferedBytes());
  polling.connection.write = () => {
    polling.flush();
  };
  observe("send", "a poll was waiting", polling.link.send("a", "{}"));
}

function observeSocket(observe: Observe): void {
  const { socket, notes } = newRig(false);
  notes.length = 0;
  observe("readyState", "of the socket", socket.readyState);
  observe("bufferedBytes", "of the socket", socket.bufferedBytes);
  observe("send", "verdict of the socket", [
    socket.lastSendResult,
    socket.send("x"),
    socket.lastSendResult,
  ]);
  observe("constructor", "data of the socket", socket.data);
  socket.close();
  socket.closeWith(1001, "bye");
  socket.close();
  observe("close", "of the socket", notes.splice(1));
  socket.terminate();
  observe("terminate", "of the socket", notes.splice(1));
}

export const socketIoLinkProbe: Probe = {
  name: "socket-io-link",
  stage: "send",
  file: "emitter/socket-io-link.ts",
  needs: ["raw-link", "json-text"],
  run,
};
