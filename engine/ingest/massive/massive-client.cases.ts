/**
 * Known answers of massive-client.ts: what it asks for and how it is set up, against a feed on the
 * loopback interface.
 */

import { type Observe, of } from "#schemas";
import { thrownBy } from "../testing/cases-fixture.ts";
import { massiveHandshake, ScriptedFeed, statusFrame } from "../testing/feed-script.ts";
import { answerOf, notesOf } from "../testing/loopback-rig.ts";
import {
  END_OF_SESSION,
  MassiveClient,
  type MassiveClientOptions,
  usEquitiesHours,
} from "./massive-client.ts";

const TRADE = `[{"ev":"T","sym":"A","p":1.5,"s":2,"t":${Date.UTC(2024, 5, 3, 15)}}]`;
const OVER = statusFrame(END_OF_SESSION, "done");
const OPTIONS: MassiveClientOptions = {
  url: "ws://127.0.0.1:1/",
  muteMs: 60_000,
  backoffMsMin: 0,
  backoffMsMax: 0,
  name: "feed",
  provider: "Test",
  apiKey: "key",
  channels: ["T", "AM"],
  symbols: ["A", "B", "A"],
};

const ASKED: readonly (readonly [channels: readonly string[], symbols: readonly string[]])[] = [
  [["T"], ["A"]],
  [["FMV"], ["*"]],
  [["T"], ["BRK.B"]],
  [[], ["A"]],
  [["T"], []],
  [["t"], ["A"]],
  [["T1"], ["A"]],
  [[""], ["A"]],
  [["T"], ["A,B"]],
  [["T"], ["A B"]],
  [["T"], [""]],
];

function observeOptions(observe: Observe): void {
  const { name, provider } = new MassiveClient(OPTIONS);
  observe(
    of(MassiveClient, "constructor"),
    "name and provider",
    [name, provider],
    ["feed", "Test"],
  );
  for (const [channels, symbols] of ASKED) {
    const said = thrownBy(() => new MassiveClient({ ...OPTIONS, channels, symbols }));
    observe("intentOf", `${JSON.stringify(channels)} of ${JSON.stringify(symbols)}`, said);
  }
  const isOpen = usEquitiesHours();
  const hours = [3, 4, 9, 12, 19, 20].map((hour) => isOpen(Date.UTC(2024, 5, 3, hour + 4) * 1000));
  observe(usEquitiesHours, "3, 4, 9, 12, 19 and 20 o'clock on a Monday", hours, [
    false,
    true,
    true,
    true,
    true,
    false,
  ]);
  observe(usEquitiesHours, "noon on a Sunday", isOpen(Date.UTC(2024, 5, 2, 16) * 1000), false);
}

/** A client against a feed that sends `frames` once everything is acknowledged. */
async function observeRun(
  observe: Observe,
  fact: string,
  frames: readonly string[],
  change: Partial<MassiveClientOptions>,
): Promise<void> {
  let isAsked = false;
  const feed = new ScriptedFeed({
    open: (socket) => socket.send(statusFrame("connected", "")),
    message: (socket, text) => {
      if (change.apiKey === "bad") {
        socket.send(statusFrame("auth_failed", "bad key"));
        return;
      }
      massiveHandshake(socket, text);
      if (!text.includes("subscribe") || isAsked) return;
      isAsked = true;
      for (const frame of frames) socket.send(frame);
    },
  });
  try {
    const client = new MassiveClient({ ...OPTIONS, url: feed.url, ...change });
    const { end, notes } = await answerOf(client, feed.url, (context) => {
      // A session that does not end is over with the data behind its end.
      const { notes: all } = context;
      const add = all.add.bind(all);
      all.add = (...note) => {
        add(...note);
        if (note[0] === "tick" && change.endOnStatus === undefined) context.abort.abort();
      };
    });
    observe("intentOf", `${fact}: asked for`, feed.heard);
    observe(of(MassiveClient, "run"), `${fact}: states`, [notesOf(notes, "state"), end]);
    observe(
      of(MassiveClient, "run"),
      `${fact}: data and errors`,
      notesOf(notes, "tick", "record", "error"),
    );
  } finally {
    await feed.stop();
  }
}

export default async function cases(observe: Observe): Promise<void> {
  observeOptions(observe);
  const ending = { endOnStatus: END_OF_SESSION, frameBytesMax: 200 };
  const long = `[${" ".repeat(200)}]`;
  await observeRun(observe, "to its end", [TRADE, long, OVER], ending);
  await observeRun(observe, "a session without end, any frame", [OVER, long, TRADE], {});
  await observeRun(observe, "a refused key", [], { apiKey: "bad" });
  await observeRun(observe, "a refused key, hint", [], { apiKey: "bad", keyHint: "set KEY" });
}
