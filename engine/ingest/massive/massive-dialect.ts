/**
 * The handshake of Massive's WebSocket: connected -> auth -> subscribe -> acknowledgements.
 *
 * The intent is a fixed list of `channel.symbol`; every connection asks for all of it and counts
 * what the feed acknowledges. Data that comes before the last acknowledgement is taken all the
 * same.
 */

import type { ErrorLog } from "#engine/telemetry";
import { TickscopeError } from "#schemas";
import type { FeedDialect, FeedLink } from "../feed/feed-connection.ts";
import type { MassiveDecoder } from "./massive-decoder.ts";

/** Subscriptions in one message; the feed's own limit is on bytes and not published. */
const PARAMS_PER_MESSAGE = 400;
const NAMED_MAX = 10;

export interface MassiveDialectOptions {
  readonly apiKey: string;
  /** `T.AAPL`, `AM.*`, …: what is wanted, in the feed's own words. */
  readonly intent: readonly string[];
  /** A status that ends the source, or null: only the synthetic feed has an end. */
  readonly endOnStatus: string | null;
  /** What to do about a refused key; live feeds name the variable that holds it. */
  readonly keyHint: string;
}

type Phase = "connected" | "auth" | "subscribe" | "ready";

export class MassiveDialect implements FeedDialect {
  readonly #options: MassiveDialectOptions;
  readonly #decoder: MassiveDecoder;
  readonly #errors: ErrorLog;
  readonly #pending: Set<string> = new Set();
  #link: FeedLink | undefined;
  #phase: Phase = "connected";

  constructor(options: MassiveDialectOptions, decoder: MassiveDecoder, errors: ErrorLog) {
    this.#options = options;
    this.#decoder = decoder;
    this.#errors = errors;
    decoder.onStatus = (status, message) => this.#onStatus(status, message);
  }

  opened(link: FeedLink): void {
    this.#link = link;
    this.#phase = "connected"; // the feed speaks first
    this.#pending.clear();
  }

  frame(data: unknown): number {
    return this.#decoder.frame(data);
  }

  late(readyTimeoutMs: number): void {
    if (this.#phase !== "subscribe") {
      const said = `the feed did not answer to "${this.#phase}" within ${readyTimeoutMs} ms`;
      this.#link?.reconnect("SOURCE_CONNECT_FAILED", said);
      return;
    }
    const { intent } = this.#options;
    const named = [...this.#pending].slice(0, NAMED_MAX).join(", ");
    const more = this.#pending.size > NAMED_MAX ? ", …" : "";
    const said =
      `${this.#pending.size} of ${intent.length} subscriptions were not acknowledged ` +
      `within ${readyTimeoutMs} ms: ${named}${more}`;
    if (this.#pending.size === intent.length) {
      this.#link?.reconnect("SOURCE_NOT_ACKNOWLEDGED", said);
      return;
    }
    this.#errors.record("SOURCE_NOT_ACKNOWLEDGED", said);
    this.#ready(said);
  }

  #onStatus(status: string, message: string): void {
    switch (status) {
      case "connected":
        this.#phase = "auth";
        this.#link?.send(JSON.stringify({ action: "auth", params: this.#options.apiKey }));
        return;
      case "auth_success":
        this.#subscribe();
        return;
      case "auth_failed":
        this.#authFailed(message);
        return;
      case "auth_timeout":
      case "max_connections":
      case "force_disconnect":
        this.#link?.reconnect("SOURCE_CLOSED", `the feed reports ${status}: ${message}`);
        return;
      case "success":
        this.#acknowledged(message);
        return;
      case "error":
        this.#errors.record("SOURCE_NOT_ACKNOWLEDGED", `the feed reports an error: ${message}`);
        return;
      default:
        if (status === this.#options.endOnStatus) this.#link?.end(message || status);
    }
  }

  #authFailed(message: string): void {
    const why = message || "no reason given";
    const said = `the feed refused the key: ${why}; ${this.#options.keyHint}`;
    this.#link?.fail(new TickscopeError("SOURCE_AUTH_FAILED", said));
  }

  #subscribe(): void {
    this.#phase = "subscribe";
    const { intent } = this.#options;
    for (const param of intent) this.#pending.add(param);
    for (let i = 0; i < intent.length; i += PARAMS_PER_MESSAGE) {
      const params = intent.slice(i, i + PARAMS_PER_MESSAGE).join(",");
      this.#link?.send(JSON.stringify({ action: "subscribe", params }));
    }
  }

  /** "subscribed to: T.AAPL", sometimes with several, separated by commas. */
  #acknowledged(message: string): void {
    const params = /^subscribed to:\s*(.+)$/i.exec(message)?.[1];
    if (params === undefined) return;
    for (const param of params.split(",")) {
      const name = param.trim();
      if (this.#pending.delete(name) || this.#options.intent.includes(name)) continue;
      const said = `the feed acknowledged ${name}, which was not requested; check its case`;
      this.#errors.record("SOURCE_NOT_ACKNOWLEDGED", said);
    }
    if (this.#phase !== "subscribe" || this.#pending.size > 0) return;
    this.#ready(`${this.#options.intent.length} subscriptions acknowledged`);
  }

  #ready(detail: string): void {
    this.#phase = "ready";
    this.#link?.ready(detail);
  }
}
