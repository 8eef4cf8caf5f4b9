/** Known answers of raw-sessions.ts: admission, greeting, messages and departure of plain sockets. */

import { ErrorLog } from "#engine/telemetry";
import { type Observe, of } from "#schemas";
import { answerOf, LIMITS, NotingSocket } from "../cases-fixture.ts";
import type { Client } from "../clients/client.ts";
import type { ClientHub } from "../clients/client-hub.ts";
import type { ClientRequests } from "../clients/client-requests.ts";
import { OriginPolicy } from "../http/origin.ts";
import type { ClientLink } from "./client-link.ts";
import { type RawSession, RawSessions } from "./raw-sessions.ts";

function newRig(hasRoom = true, host = "127.0.0.1") {
  const notes: string[] = [];
  const errors = ErrorLog.detached();
  const client = { id: 7, counts: { rejected: 5 }, catchUp: () => notes.push("catch up") };
  const sessions = new RawSessions({
    hub: {
      add: (link: ClientLink, text: string, beginning: unknown) => {
        notes.push(`add ${link.endpoint} ${text} ${JSON.stringify(beginning)}`);
        link.send("probe", "{}", 3);
        return client as unknown as Client;
      },
      remove: (gone: Client) => notes.push(`remove ${gone.id}`),
    } as unknown as ClientHub,
    requests: {
      raw: (from: Client, message: string) => notes.push(`${from.id} says ${message}`),
    } as unknown as ClientRequests,
    origins: new OriginPolicy(host, []),
    limits: LIMITS,
    errors,
    epoch: "run-1",
    hasRoom: () => hasRoom,
    greeting: () => "hello",
  });
  const told = () => errors.entries().map(({ code, message }) => [code, message]);
  return { sessions, notes, client, told };
}

async function upgraded(path: string, origin: string | null, hasRoom = true): Promise<unknown> {
  const { sessions, told } = newRig(hasRoom);
  const url = new URL(`http://localhost${path}`);
  const headers: Record<string, string> = origin === null ? {} : { origin };
  const session = sessions.upgrade(new Request(url.href, { headers }), url);
  return [session instanceof Response ? await answerOf(session) : session, told()];
}

export default async function run(observe: Observe): Promise<void> {
  observe(of(RawSessions, "upgrade"), "another path", await upgraded("/none", null));
  observe(
    of(RawSessions, "upgrade"),
    "a stranger's page",
    await upgraded("/ws", "https://other.example"),
  );
  observe(of(RawSessions, "upgrade"), "a wrong query", await upgraded("/ws?seq=1", null));
  observe(
    of(RawSessions, "upgrade"),
    "too many symbols",
    await upgraded("/ws?universe=A,B,C", null),
  );
  observe(of(RawSessions, "upgrade"), "back again", await upgraded("/ws?epoch=e&seq=4", null));
  observe(of(RawSessions, "upgrade"), "no room", await upgraded("/ws", null, false));
  observe(
    of(RawSessions, "upgrade"),
    "welcome",
    await upgraded("/ws/stock_data", "http://localhost:1"),
    [
      {
        beginning: { filters: null, universe: null },
        client: undefined,
        endpoint: "/ws/stock_data",
      },
      [],
    ],
  );
  const own = { origin: "http://engine.example", host: "engine.example" };
  const url = new URL("http://engine.example/ws");
  const session = newRig(true, "0.0.0.0").sessions.upgrade(
    new Request(url.href, { headers: own }),
    url,
  );
  observe(
    of(RawSessions, "upgrade"),
    "our own page by name",
    session instanceof Response ? session.status : session,
    { beginning: { filters: null, universe: null }, client: undefined, endpoint: "/ws" },
  );
  observeLife(observe);
}

function observeLife(observe: Observe): void {
  const { sessions, notes } = newRig();
  const session: RawSession = { endpoint: "/ws", beginning: {}, client: undefined };
  const socket = new NotingSocket(session);
  sessions.message(socket, "too early");
  sessions.drain(socket);
  sessions.close(socket, 1000, "");
  observe(of(RawSessions, "message"), "before the client is there", notes.splice(0), []);
  sessions.open(socket);
  observe(of(RawSessions, "open"), "hub and socket", [notes.splice(0), socket.take()]);
  observe(of(RawSessions, "open"), "keeps the client", session.client?.id, 7);
  sessions.message(socket, "words");
  observe(of(RawSessions, "message"), "words", notes.splice(0), ["7 says words"]);
  sessions.drain(socket);
  observe(of(RawSessions, "drain"), "catches up", notes.splice(0), ["catch up"]);
  for (const [code, reason] of [
    [1000, ""],
    [1006, "Received too big message"],
    [1009, ""],
    [1008, "too big"],
  ] as const) {
    const rig = newRig();
    const leaving = new NotingSocket<RawSession>({
      endpoint: "/ws",
      beginning: {},
      client: undefined,
    });
    rig.sessions.open(leaving);
    rig.notes.length = 0;
    rig.sessions.close(leaving, code, reason);
    const fact = `${code} "${reason}"`;
    observe(of(RawSessions, "close"), fact, [rig.notes, rig.client.counts.rejected, rig.told()]);
  }
}
