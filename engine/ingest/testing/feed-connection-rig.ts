/** Connections with dialects that do as they are told: for the cases of feed-connection.ts. */
import type { Observe, Subject } from "#schemas";
import {
  FeedConnection,
  type FeedConnectionOptions,
  type FeedLink,
} from "../feed/feed-connection.ts";
import type { SourceContext } from "../feed/source.ts";
import type { FixtureContext } from "./cases-fixture.ts";
import { type FeedScript, ScriptedFeed } from "./feed-script.ts";
import { answerOf, type Closable, notesOf } from "./loopback-rig.ts";

/** Every pause between connections is 0. */
const NO_PAUSE = { backoffMsMin: 0, backoffMsMax: 0 };
const LONG_MS = 60_000;

/** What a scenario's dialect does; `connection` counts from 1. */
export interface Script {
  opened?: (link: FeedLink, connection: number) => void;
  /** Returns the messages of market data. */
  frame?: (link: FeedLink, data: string, connection: number) => number;
  late?: (link: FeedLink, connection: number) => void;
  options?: Partial<FeedConnectionOptions>;
  steer?: (context: FixtureContext) => void;
}

/** Observes one scenario, once all have come to their end. */
export type Report = (observe: Observe) => void;

export class Scenarios {
  readonly #open: Closable[] = [];

  keep<T extends Closable>(server: T): T {
    this.#open.push(server);
    return server;
  }

  serve(script: FeedScript): string {
    return this.keep(new ScriptedFeed(script)).url;
  }

  async stop(): Promise<void> {
    await Promise.all(this.#open.map((server) => server.stop()));
  }

  /**
   * Runs a connection to its end, and reports what its dialect heard, its states and errors, and how
   * it ended. `hearing` decides the first of these, `deciding` the others.
   */
  async run(
    [hearing, deciding]: readonly [hearing: Subject, deciding: Subject],
    fact: string,
    url: string,
    script: Script,
  ): Promise<Report> {
    const source = {
      run: (context: SourceContext) => connectionOf(url, script, context).run(),
    };
    const { end, notes, beats } = await answerOf(source, url, script.steer);
    const heard = notesOf(notes, "opened", "frame", "late", "receivedEpochUs");
    return (observe) => {
      observe(hearing, `${fact}: heard by the dialect`, heard);
      observe(deciding, `${fact}: states and errors`, notesOf(notes, "state", "record"));
      observe(deciding, `${fact}: end`, end);
      if (fact === "two frames") observe("#message", "beats", beats);
    };
  }
}

function connectionOf(url: string, script: Script, context: SourceContext): FeedConnection {
  const { notes } = context as FixtureContext;
  let link: FeedLink;
  let connection = 0;
  const dialect = {
    opened: (given: FeedLink) => {
      link = given;
      connection += 1;
      notes.add("opened", connection);
      (script.opened ?? (() => undefined))(link, connection);
    },
    frame: (data: unknown) => {
      notes.add("frame", data);
      return script.frame?.(link, String(data), connection) ?? 0;
    },
    late: (readyTimeoutMs: number) => {
      notes.add("late", readyTimeoutMs);
      script.late?.(link, connection);
    },
  };
  const options = { url, muteMs: LONG_MS, ...NO_PAUSE, ...script.options };
  return new FeedConnection(options, dialect, context);
}
