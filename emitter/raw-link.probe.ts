/** Known answers of raw-link.ts, over a socket that only takes notes. */
import type { Observe, Probe } from "#schemas";
import { NotingSocket } from "./probe-fixture.ts";
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

function run(observe: Observe): void {
  for (const path of PATHS) {
    observe("rawEndpointOf", `"${path}"`, rawEndpointOf(path) ?? "none");
  }
  for (const result of [2, 1, 0, -1, -2]) {
    observe("sendResultOf", `${result}`, sendResultOf(result));
  }
  for (const endpoint of ["/ws", "/ws/stock_data", "/ws/status_update"] as RawEndpoint[]) {
    const socket = new NotingSocket(null);
    const link = new RawLink(socket, endpoint, "run-1");
    observe("constructor", endpoint, [link.endpoint, link.remoteAddress, link.loadsLate]);
    const events = ["stock_data", "status_update", "pong"];
    observe(
      "carries",
      endpoint,
      events.map((event) => link.carries(event)),
    );
    const results = [5, -1, 0, 7].map((result) => {
      socket.result = result;
      return link.send("stock_data", `{"r":${result}}`, 40 + result);
    });
    observe("send", `results on ${endpoint}`, results);
    observe("send", `texts on ${endpoint}`, socket.take());
    observe("rawMessage", endpoint, rawMessage(endpoint, "stock_data", "{}", "run-1", 7));
    observe("subscribe", endpoint, [link.subscribe("t"), socket.take()]);
    link.unsubscribe("t");
    observe("unsubscribe", endpoint, socket.take());
    socket.buffered = 77;
    observe("bufferedBytes", endpoint, link.bufferedBytes());
    link.end(1001, "bye");
    observe("end", endpoint, socket.take());
    link.close();
    observe("close", endpoint, socket.take());
  }
}

export const rawLinkProbe: Probe = {
  name: "raw-link",
  stage: "send",
  file: "emitter/raw-link.ts",
  needs: ["frame"],
  run,
};
