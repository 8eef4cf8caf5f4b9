/**
 * The least that can stand between a feed and a client: one thread that takes each frame from a
 * WebSocket and sends what its first trade says on another. No checks, no ring, no detectors: what it
 * needs is what two sockets and the waking of threads cost on this machine. `FEED_URL`; prints its own.
 */
let client: Bun.ServerWebSocket<undefined> | undefined;
const server = Bun.serve({
  port: 0,
  hostname: "127.0.0.1",
  fetch: (request, me) => (me.upgrade(request) ? undefined : new Response(null, { status: 426 })),
  websocket: {
    perMessageDeflate: false,
    open: (socket) => {
      client = socket as Bun.ServerWebSocket<undefined>;
    },
    message: () => undefined,
  },
});

/** About as many bytes as a frame of one row has beside what it tells. */
const FILLING = "x".repeat(900);

const feed = new WebSocket(Bun.argv[2]!);
feed.onmessage = ({ data }) => {
  const first = JSON.parse(`${data.slice(1, data.indexOf("}") + 1)}`);
  if (first.ev === "status") {
    if (first.status === "connected") feed.send('{"action":"auth","params":"bench"}');
    if (first.status === "auth_success") feed.send('{"action":"subscribe","params":"T.*"}');
    if (first.status === "success") console.log(`http://127.0.0.1:${server.port}`);
    return;
  }
  const row = `{"ticker":"${first.sym}","last_update":${first.t / 1000},"filling":"${FILLING}"}`;
  client?.send(`{"highs":[${row}]}`);
};

export {};
