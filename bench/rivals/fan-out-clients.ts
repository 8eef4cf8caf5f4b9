/**
 * A process with many WebSocket clients: `URL CLIENTS WINDOW`. Says `ready` when all are connected; then
 * `expect FRAMES` on standard input, answered by `credit` per window that every client has and by
 * `done CHARACTERS` of the last message at the end.
 */
export {};

/** RFC 6455: the server ends, as it was asked to. */
const GOING_AWAY = 1001;
const url: string = Bun.argv[2] ?? "";
const clients: number = Number(Bun.argv[3]);
const window: number = Number(Bun.argv[4]);

let expected = 0;
let windows = 0;
/** Clients that have the whole of the next window. */
let full = 0;
let finished = 0;
const received: Uint32Array = new Uint32Array(clients);

function took(client: number, characters: number): void {
  if (expected === 0) return; // greetings, before anything is counted
  const frames = ++received[client]!;
  if (frames === (windows + 1) * window) full += 1;
  if (frames === expected) finished += 1;
  while (full === clients) {
    windows += 1;
    console.log("credit");
    full = received.reduce((sum, one) => sum + (one >= (windows + 1) * window ? 1 : 0), 0);
  }
  if (finished === clients) {
    expected = 0;
    console.log(`done ${characters}`);
  }
}

function connected(client: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url);
    socket.onopen = () => resolve();
    socket.onerror = () => reject(new Error(`client ${client} cannot connect to ${url}`));
    socket.onclose = ({ code }) => {
      if (code === GOING_AWAY) process.exit();
      console.error(`client ${client} was closed with ${code}`);
      process.exit(1);
    };
    socket.onmessage = ({ data }) => took(client, data.length);
  });
}

for (let client = 0; client < clients; client++) await connected(client);
console.log("ready");
for await (const line of console) {
  received.fill(0);
  windows = 0;
  full = 0;
  finished = 0;
  expected = Number(line.split(" ")[1]);
  console.log("expecting");
}
process.exit(0);
