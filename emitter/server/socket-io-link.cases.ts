/** Known answers of socket-io-link.ts, over a connection and a socket that only take notes. */
import type { ServerWebSocket } from "bun";
import { type Observe, of } from "#schemas";
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

export default function run(observe: Observe): void {
  observeSocket(observe);
  for (const isPolling of [false, true]) {
    const { link, connection, notes } = newRig(isPolling);
    const fact = (what: string) => `${what}, polling ${isPolling}`;
    const { endpoint, remoteAddress, loadsLate } = link;
    observe(of(ObservedSocket, "constructor"), fact("parts"), [
      endpoint,
      remoteAddress,
      loadsLate,
      notes.splice(0),
    ]);
    observe(of(SocketIoLink, "carries"), fact("everything"), link.carries());
    observe(of(ObservedSocket, "bufferedBytes"), fact("before"), link.bufferedBytes());
    observe(of(ObservedSocket, "send"), fact("result"), link.send('a"b', "{1}"));
    observe(of(ObservedSocket, "send"), fact("packet"), notes.splice(0));
    connection.readyState = "closing";
    observe(of(ObservedSocket, "send"), fact("not open"), [link.send("a", "{}"), notes.splice(0)]);
    link.end(1001, "bye");
    observe(of(SocketIoLink, "end"), fact("notes"), notes.splice(0));
    link.close();
    observe(of(ObservedSocket, "close"), fact("notes"), notes.splice(0));
  }
  const { link, server, connection } = newRig(false);
  for (const result of [0, -1, 9]) {
    server.result = result;
    observe(of(ObservedSocket, "send"), `the server says ${result}`, link.send("a", "{}"));
  }
  connection.isWriting = false;
  observe(of(ObservedSocket, "send"), "a write that reaches no socket", link.send("a", "{}"), 0);
  const polling = newRig(true);
  polling.link.send("a", "{}");
  polling.link.send("a", "{}");
  observe(
    of(ObservedSocket, "bufferedBytes"),
    "two wait for a poll",
    polling.link.bufferedBytes(),
    18,
  );
  polling.flush();
  observe(of(ObservedSocket, "bufferedBytes"), "polled", polling.link.bufferedBytes(), 0);
  polling.connection.write = () => {
    polling.flush();
  };
  observe(of(ObservedSocket, "send"), "a poll was waiting", polling.link.send("a", "{}"), 1);
}

function observeSocket(observe: Observe): void {
  const { socket, notes } = newRig(false);
  notes.length = 0;
  observe(of(ObservedSocket, "readyState"), "of the socket", socket.readyState, 1);
  observe(of(ObservedSocket, "bufferedBytes"), "of the socket", socket.bufferedBytes, 66);
  observe(
    of(ObservedSocket, "send"),
    "verdict of the socket",
    [socket.lastSendResult, socket.send("x"), socket.lastSendResult],
    [0, 3, 3],
  );
  observe(of(ObservedSocket, "constructor"), "data of the socket", socket.data, "data");
  socket.close();
  socket.closeWith(1001, "bye");
  socket.close();
  observe(of(ObservedSocket, "close"), "of the socket", notes.splice(1), [
    "ws close undefined undefined",
    "ws close 1001 bye",
  ]);
  socket.terminate();
  observe(of(ObservedSocket, "terminate"), "of the socket", notes.splice(1), ["ws terminate"]);
}
