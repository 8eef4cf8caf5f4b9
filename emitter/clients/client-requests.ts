/** What the engine does about a client's message. Main thread. */

import type { ErrorLog } from "#engine/telemetry";
import type { ErrorCode } from "#schemas";
import type { EdgeLimits } from "../emitter-options.ts";
import {
  checkClientMessage,
  type ParsedMessage,
  parseClientMessage,
} from "../requests/client-message.ts";
import type { Client } from "./client.ts";

/** Characters of a refused message that the error log keeps. */
const SAMPLE_MAX = 200;

export class ClientRequests {
  readonly #limits: EdgeLimits;
  readonly #errors: ErrorLog;
  readonly #symbolCount: () => number;

  /** `symbolCount`: symbols that the engine has seen so far. */
  constructor(limits: EdgeLimits, errors: ErrorLog, symbolCount: () => number) {
    this.#limits = limits;
    this.#errors = errors;
    this.#symbolCount = symbolCount;
  }

  /** A message of a raw WebSocket. Answers what is wrong with it; the connection stays. */
  raw(client: Client, message: string | Uint8Array): void {
    client.counts.received += 1;
    if (typeof message !== "string") {
      this.#refuse(client, "CLIENT_MESSAGE_INVALID", "binary message: send text", "");
      return;
    }
    const bytes = Buffer.byteLength(message);
    const { messageBytesMax } = this.#limits;
    if (bytes > messageBytesMax) {
      const problem = `message of ${bytes} bytes, messageBytesMax=${messageBytesMax}`;
      this.#refuse(client, "CLIENT_MESSAGE_TOO_LARGE", problem, message);
      return;
    }
    if (client.link.endpoint !== "/ws") {
      const problem = `${client.link.endpoint} accepts no messages: use /ws`;
      this.#refuse(client, "CLIENT_MESSAGE_INVALID", problem, message);
      return;
    }
    this.#act(client, parseClientMessage(message), message);
  }

  /**
   * An event of a Socket.IO client: the page's own, or a message of `/ws` under its action's name.
   */
  socketIo(client: Client, event: string, payload: unknown): void {
    client.counts.received += 1;
    switch (event) {
      case "request_filtered_data_refresh":
        client.sendSnapshot();
        return;
      case "refresh_universe_data":
      case "user_action":
        return; // the page announces what it does; nothing follows from it here
      case "subscribe":
      case "filters":
      case "refresh":
      case "ping": {
        const members = typeof payload === "object" && payload !== null ? payload : {};
        this.#act(client, checkClientMessage({ ...members, action: event }), event);
        return;
      }
      default:
        // Pages of other versions may say more than this one knows: counted, not answered.
        client.counts.rejected += 1;
        this.#errors.record("CLIENT_MESSAGE_INVALID", "unknown Socket.IO event", cut(event));
    }
  }

  #act(client: Client, { message, problem }: ParsedMessage, sample: string): void {
    if (message === null) {
      this.#refuse(client, "CLIENT_MESSAGE_INVALID", problem, sample);
      return;
    }
    switch (message.action) {
      case "subscribe":
        this.#subscribe(client, message.universe, sample);
        return;
      case "filters":
        client.user = null;
        client.filters = Object.keys(message.filters).length === 0 ? null : message.filters;
        client.sendTransient("filters_updated", '{"success":true}');
        return;
      case "refresh":
        client.sendSnapshot();
        return;
      case "ping":
        client.sendTransient("pong", "{}");
    }
  }

  #subscribe(client: Client, universe: readonly string[] | "all", sample: string): void {
    const { subscriptionSymbolsMax } = this.#limits;
    const symbols = universe === "all" ? null : new Set(universe);
    if (symbols !== null && symbols.size > subscriptionSymbolsMax) {
      const limit = `subscriptionSymbolsMax=${subscriptionSymbolsMax}`;
      const problem = `universe of ${symbols.size} symbols, ${limit}`;
      this.#refuse(client, "CLIENT_SUBSCRIPTION_LIMIT", problem, sample);
      return;
    }
    client.user = null;
    client.universe = symbols;
    this.tellUniverse(client);
  }

  /** Tells a client the size of its universe. */
  tellUniverse(client: Client): void {
    const { universe } = client;
    const answer =
      universe === null
        ? { tracker: "all", ticker_count: this.#symbolCount() }
        : { tracker: "custom", ticker_count: universe.size };
    client.sendTransient("universe_updated", JSON.stringify(answer));
  }

  #refuse(client: Client, code: ErrorCode, problem: string, sample: string): void {
    client.counts.rejected += 1;
    this.#errors.record(code, problem, cut(sample));
    // A parser's complaint may quote the message at any length.
    client.sendTransient("error", JSON.stringify({ message: cut(problem), code }));
  }
}

function cut(text: string): string {
  return text.slice(0, SAMPLE_MAX);
}
