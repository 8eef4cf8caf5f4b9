/**
 * One lasting connection to a WebSocket feed: connect, log in and subscribe through a dialect,
 * watch, and connect again. Shared by all feeds; ingest thread.
 *
 *   initializing -> connected <-> mute
 *        ^             |           |
 *        |             v           v
 *        +------- disconnected (jittered exponential back-off, bounded)
 *
 * `connected` means that the feed acknowledged what the dialect asked for, not that a socket is
 * open. Nothing is remembered as subscribed: every connection asks again for the dialect's whole
 * intent. A socket that is gated by a full ring reads late; the watch takes its own lateness for
 * that and never calls such a feed mute.
 */

import { nowEpochUs } from "#engine/telemetry";
import { type ErrorCode, TickscopeError } from "#schemas";
import { Backoff } from "./backoff.ts";
import type { SourceContext } from "./source.ts";

/** What a dialect may do to its connection. */
export interface FeedLink {
  send(text: string): void;
  /** Everything asked for is acknowledged; `detail` for operators. */
  ready(detail: string): void;
  /** Gives this connection up, says why, and connects again. */
  reconnect(code: ErrorCode, message: string): void;
  /** The feed is at its end: the source ends well. */
  end(detail: string): void;
  /** No other connection will fare better: the source fails. */
  fail(error: TickscopeError): void;
}

/**
 * What differs between feeds. One object lives as long as the source; `opened` starts a connection.
 */
export interface FeedDialect {
  /** The socket is open: begin the handshake. */
  opened(link: FeedLink): void;
  /** A frame, text or bytes. Returns how many messages of market data it held. */
  frame(data: unknown): number;
  /** readyTimeoutMs passed without `ready`: name what is missing, then be ready or reconnect. */
  late(readyTimeoutMs: number): void;
}

export interface FeedConnectionOptions {
  readonly url: string;
  /** Longest wait for an open socket, then for `ready`. Default 10,000 each. */
  readonly connectTimeoutMs?: number;
  readonly readyTimeoutMs?: number;
  /**
   * Without data for this long, while the market is open, the feed is mute; twice as long:
   * reconnect.
   */
  readonly muteMs: number;
  /** A ping this often; three without an answer: reconnect. Default 10,000. */
  readonly heartbeatMs?: number;
  /** First and longest pause before a new connection. Default 250 and 30,000. */
  readonly backoffMsMin?: number;
  readonly backoffMsMax?: number;
  /** A connection older than this is renewed before the feed ends it; default never. */
  readonly lifeMs?: number;
  /** Whether data is to be expected at this moment of the wall clock. Default always. */
  readonly isMarketOpen?: (epochUs: number) => boolean;
}

/** How a connection ended. */
type Ending = { isFinal: boolean; error: unknown };

const CHECKS_PER_LIMIT = 4;
const CHECK_MS_MIN = 5;
const CHECK_MS_MAX = 1000;
const PINGS_UNANSWERED_MAX = 3;

export class FeedConnection implements FeedLink {
  readonly #options: Required<FeedConnectionOptions>;
  readonly #dialect: FeedDialect;
  readonly #context: SourceContext;
  readonly #backoff: Backoff;
  #socket: WebSocket | undefined;
  #ending: PromiseWithResolvers<Ending> = Promise.withResolvers();
  #isReady = false;
  #isMute = false;
  #isLateSaid = false;
  #detail = "";
  /** Local milliseconds (performance.now) of the newest such moment. */
  #startMs = 0;
  #openMs = 0;
  #dataMs = 0;
  #answerMs = 0;
  #pingMs = 0;
  #checkMs = 0;

  constructor(options: FeedConnectionOptions, dialect: FeedDialect, context: SourceContext) {
    this.#options = {
      connectTimeoutMs: 10_000,
      readyTimeoutMs: 10_000,
      heartbeatMs: 10_000,
      backoffMsMin: 250,
      backoffMsMax: 30_000,
      lifeMs: Number.POSITIVE_INFINITY,
      isMarketOpen: () => true,
      ...options,
    };
    this.#dialect = dialect;
    this.#context = context;
    this.#backoff = new Backoff(this.#options.backoffMsMin, this.#options.backoffMsMax);
  }

  /** Resolves at the feed's end or when the engine stops; rejects when no reconnect can help. */
  async run(): Promise<void> {
    const { signal, setState } = this.#context;
    while (!signal.aborted) {
      setState("initializing", `connecting to ${this.#options.url}`);
      const { isFinal, error } = await this.#connectOnce();
      if (error !== undefined) {
        setState("error", error instanceof Error ? error.message : String(error));
        throw error;
      }
      if (isFinal) break;
      const pauseMs = this.#backoff.next();
      setState("disconnected", `${this.#detail}; next attempt in ${Math.round(pauseMs)} ms`);
      await this.#backoff.pause(pauseMs, signal);
    }
    setState("ended", signal.aborted ? "stopped" : this.#detail);
  }

  send(text: string): void {
    this.#socket?.send(text);
  }

  ready(detail: string): void {
    this.#isReady = true;
    this.#dataMs = performance.now();
    this.#detail = detail;
    this.#context.setState("connected", detail);
  }

  reconnect(code: ErrorCode, message: string): void {
    this.#context.errors.record(code, message);
    this.#detail = message;
    this.#ending.resolve({ isFinal: false, error: undefined });
  }

  end(detail: string): void {
    this.#detail = detail;
    this.#ending.resolve({ isFinal: true, error: undefined });
  }

  fail(error: TickscopeError): void {
    this.#ending.resolve({ isFinal: true, error }); // who runs the source logs what it rejects with
  }

  /** One connection from attempt to end. */
  async #connectOnce(): Promise<Ending> {
    this.#ending = Promise.withResolvers();
    this.#isReady = false;
    this.#isMute = false;
    this.#isLateSaid = false;
    this.#startMs = this.#checkMs = performance.now();
    this.#openMs = 0;
    const onAbort = () => this.end("stopped");
    this.#context.signal.addEventListener("abort", onAbort, { once: true });
    const { muteMs, readyTimeoutMs, heartbeatMs, connectTimeoutMs } = this.#options;
    const shortestMs = Math.min(muteMs, readyTimeoutMs, heartbeatMs, connectTimeoutMs);
    const checkMs = Math.max(CHECK_MS_MIN, Math.min(CHECK_MS_MAX, shortestMs / CHECKS_PER_LIMIT));
    const timer = setInterval(() => this.#check(checkMs), checkMs);
    const socket = this.#open();
    try {
      return await this.#ending.promise;
    } finally {
      clearInterval(timer);
      this.#context.signal.removeEventListener("abort", onAbort);
      this.#socket = undefined;
      socket?.close();
    }
  }

  #open(): WebSocket | undefined {
    let socket: WebSocket;
    try {
      // Without compression: on loopback it only costs, and Massive's stocks feed does not offer
      // it.
      socket = new WebSocket(this.#options.url, { perMessageDeflate: false });
    } catch (thrown) {
      const said = `${this.#options.url} is not the URL of a WebSocket: ${String(thrown)}`;
      this.fail(new TickscopeError("SOURCE_CONNECT_FAILED", said, { cause: thrown }));
      return undefined;
    }
    this.#socket = socket;
    // Events of a socket that was given up arrive late; `#socket` says whose word counts.
    socket.addEventListener("open", () => this.#socket === socket && this.#opened());
    socket.addEventListener("message", (event) => {
      if (this.#socket === socket) this.#message(event.data);
    });
    socket.addEventListener("pong", () => {
      this.#answerMs = performance.now();
    });
    socket.addEventListener("error", (event) => {
      if (this.#socket === socket && this.#openMs === 0) this.#connectFailed(event);
    });
    socket.addEventListener("close", (event) => {
      if (this.#socket === socket) this.#closed(event.code, event.reason);
    });
    return socket;
  }

  #opened(): void {
    this.#openMs = this.#answerMs = this.#pingMs = performance.now();
    this.#dialect.opened(this);
  }

  #message(data: unknown): void {
    this.#context.normaliser.receivedEpochUs = nowEpochUs();
    try {
      const dataMessages = this.#dialect.frame(data);
      this.#answerMs = performance.now();
      if (dataMessages > 0) this.#dataSeen();
    } catch (thrown) {
      // A decoder never throws on input: this is a bug, and it must end the source, not be
      // swallowed.
      this.#ending.resolve({ isFinal: true, error: thrown });
    }
    this.#context.beat();
  }

  #dataSeen(): void {
    this.#dataMs = this.#answerMs;
    this.#backoff.reset();
    if (!this.#isMute) return;
    this.#isMute = false;
    this.#context.setState("connected", this.#detail);
  }

  #connectFailed(event: Event): void {
    const said = (event as Event & { message?: string }).message ?? "the socket did not open";
    this.reconnect("SOURCE_CONNECT_FAILED", said);
  }

  #closed(code: number, reason: string): void {
    if (this.#openMs === 0) {
      this.reconnect("SOURCE_CONNECT_FAILED", `${this.#options.url} closed before it opened`);
      return;
    }
    const why = reason === "" ? "" : ` "${reason}"`;
    this.reconnect("SOURCE_CLOSED", `the feed closed the connection with code ${code}${why}`);
  }

  /** The watch, a few times within the shortest limit. */
  #check(checkMs: number): void {
    const { connectTimeoutMs, readyTimeoutMs, heartbeatMs, lifeMs } = this.#options;
    const nowMs = performance.now();
    // A check that comes late means that this thread was busy: its silence was our own.
    if (nowMs - this.#checkMs > 2 * checkMs) this.#dataMs = this.#answerMs = nowMs;
    this.#checkMs = nowMs;
    if (this.#openMs === 0) {
      if (nowMs - this.#startMs <= connectTimeoutMs) return;
      const said = `${this.#options.url} did not open within ${connectTimeoutMs} ms`;
      this.reconnect("SOURCE_CONNECT_FAILED", said);
      return;
    }
    if (!this.#isReady && !this.#isLateSaid && nowMs - this.#openMs > readyTimeoutMs) {
      this.#isLateSaid = true;
      this.#dialect.late(readyTimeoutMs);
    }
    if (nowMs - this.#answerMs > PINGS_UNANSWERED_MAX * heartbeatMs) {
      const said = `no answer to ${PINGS_UNANSWERED_MAX} pings, one every ${heartbeatMs} ms`;
      this.reconnect("SOURCE_CLOSED", said);
      return;
    }
    if (nowMs - this.#pingMs >= heartbeatMs) {
      this.#pingMs = nowMs;
      this.#socket?.ping();
    }
    if (nowMs - this.#openMs > lifeMs) {
      this.reconnect("SOURCE_CLOSED", `renewed before the feed's limit, after ${lifeMs} ms`);
      return;
    }
    if (this.#isReady) this.#checkMute(nowMs);
  }

  #checkMute(nowMs: number): void {
    const { muteMs, isMarketOpen } = this.#options;
    const silentMs = nowMs - this.#dataMs;
    if (silentMs <= muteMs) return;
    if (!isMarketOpen(nowEpochUs())) {
      this.#dataMs = nowMs; // a closed market is quiet, not mute: the count starts at its opening
      return;
    }
    if (silentMs > 2 * muteMs) {
      this.reconnect("SOURCE_MUTE", `still no data after ${2 * muteMs} ms; connecting again`);
    } else if (!this.#isMute) {
      this.#isMute = true;
      const said = `no data for ${muteMs} ms over a connection that answers`;
      this.#context.errors.record("SOURCE_MUTE", `${said}; reconnect after ${2 * muteMs} ms`);
      this.#context.setState("mute", said);
    }
  }
}
