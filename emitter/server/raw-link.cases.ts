/** Known answers of raw-link.ts, over a socket that only takes notes. */
import { type Observe, of } from "#schemas";
import { NotingSocket } from "../cases-fixture.ts";
import { type RawEndpoint, RawLink, rawEndpointOf, rawMessage, sendResultOf } from "./raw-link.ts";

const PATHS = [
  "/ws",
  "/ws/",
  "/ws//",
  "/ws/stock_data",
  "/ws/status_update/",
  "/",
  "",
  "/toString",
];

export default function run(observe: Observe): void {
  for (const path of PATHS) {
    observe(rawEndpointOf, `"${path}"`, rawEndpointOf(path) ?? "none");
  }
  for (const result of [2, 1, 0, -1, -2]) {
    observe(sendResultOf, `${result}`, sendResultOf(result));
  }
  for (const endpoint of ["/ws", "/ws/stock_data", "/ws/status_update"] as RawEndpoint[]) {
    const socket = new NotingSocket(null);
    const link = new RawLink(socket, endpoint, "run-1");
    observe(of(RawLink, "constructor"), endpoint, [
      link.endpoint,
      link.remoteAddress,
      link.loadsLate,
    ]);
    const events = ["stock_data", "status_update", "pong"];
    observe(
      of(RawLink, "carries"),
      endpoint,
      events.map((event) => link.carries(event)),
    );
    const results = [5, -1, 0, 7].map((result) => {
      socket.result = result;
      return link.send("stock_data", `{"r":${result}}`, 40 + result);
    });
    observe(of(RawLink, "send"), `results on ${endpoint}`, results);
    observe(of(RawLink, "send"), `texts on ${endpoint}`, socket.take());
    observe(rawMessage, endpoint, rawMessage(endpoint, "stock_data", "{}", "run-1", 7));
    observe(of(RawLink, "subscribe"), endpoint, [link.subscribe("t"), socket.take()]);
    link.unsubscribe("t");
    observe(of(RawLink, "unsubscribe"), endpoint, socket.take());
    socket.buffered = 77;
    observe(of(RawLink, "bufferedBytes"), endpoint, link.bufferedBytes());
    link.end(1001, "bye");
    observe(of(RawLink, "end"), endpoint, socket.take());
    link.close();
    observe(of(RawLink, "close"), endpoint, socket.take());
  }
}
