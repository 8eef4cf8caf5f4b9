/**
 * The existing page as a program: dials Socket.IO as that page does, asks for what it asks for on load,
 * and reads frames by its rules (schemas/contract/JSON.md). Whatever would show wrong on a screen is a breach. For
 * tests.
 */
import type { Socket } from "socket.io-client";
import { io } from "socket.io-client-3";
import { type ContractEvent, type ContractItem, createValidator, type StockData } from "#schemas";

/** The zone of the clock texts that are expected. */
export const PAGE_ZONE = "America/New_York";
/** Rows that the page keeps per list. */
const LIST_MAX = 100;
/** The page gives up waiting for its data after a refresh. */
const REFRESH_MS_MAX = 3000;
/** What the page asks for before it dials. */
const LOADED_PATHS = [
  "/api/universes",
  "/api/user/universe-selections",
  "/api/user-filters",
  "/api/user/settings/gridstack_layout",
];
/** What every row shows, from left to right. */
const CELLS = [
  "ticker",
  "price",
  "percent_change",
  "vwap_divergence",
  "count",
  "volume",
  "label",
  "time",
  "direction",
] as const;
/** Texts that the page puts into HTML without escaping. */
const HTML_TEXTS = ["label", "ticker", "time", "trend_strength"];

/** The page's lists, by its own names. */
export const LISTS = [
  "highs",
  "lows",
  "trendingUp",
  "trendingDown",
  "surgingUp",
  "surgingDown",
] as const;
type ListName = (typeof LISTS)[number];
/** What a session change clears. */
const CLEARED: readonly ListName[] = ["highs", "lows", "surgingUp", "surgingDown"];

export class EmulatedPage {
  /** What went wrong, in words; a good engine leaves it empty. */
  readonly breaches: string[] = [];
  /** Rows by their identity, the newest on top (last in). */
  readonly lists: Record<ListName, Map<string, string>>;
  /** Readings of the gauge (ticks in 60 s) and of the breadth, one per frame. */
  readonly gauge: number[] = [];
  readonly resets: string[] = [];
  isOverlayUp = true;
  frames = 0;
  readonly #url: string;
  readonly #validator = createValidator({ mode: "strict", timeZone: PAGE_ZONE });
  #socket: Socket | undefined;
  #onFrame: () => void = () => undefined;

  constructor(url: string) {
    this.#url = url;
    const lists = LISTS.map((name) => [name, new Map<string, string>()] as const);
    this.lists = Object.fromEntries(lists) as Record<ListName, Map<string, string>>;
  }

  /** Loads what the page loads, and dials. */
  async open(): Promise<void> {
    for (const path of LOADED_PATHS) {
      const answer = await fetch(`${this.#url}${path}`);
      if (!answer.ok) this.breaches.push(`${path} was ${answer.status}`);
      else if (typeof (await answer.json()) !== "object")
        this.breaches.push(`${path} was not an object`);
    }
    const socket = io(this.#url, { transports: ["websocket"], forceNew: true });
    this.#socket = socket;
    for (const event of ["status_update", "stock_data", "session_reset"] as const) {
      socket.on(event, (data: unknown) => this.receive(event, data));
    }
    socket.on("error", (data: unknown) => this.breaches.push(`error ${JSON.stringify(data)}`));
    socket.on("disconnect", () => this.breaches.push("the connection was lost"));
  }

  close(): void {
    this.#socket?.off("disconnect");
    this.#socket?.disconnect();
  }

  /** An event as it came. */
  receive(event: ContractEvent, data: unknown): void {
    const { violations } = this.#validator.validate(event, data);
    for (const violation of violations) {
      this.breaches.push(`${event}: ${JSON.stringify(violation)}`);
    }
    if (event === "status_update") this.#status(data as { connected: boolean; status: string });
    else if (event === "session_reset") this.#reset((data as { new_session: string }).new_session);
    else this.#frame(data as StockData);
  }

  /** What the page's refresh button does; false when no rows came in time. */
  async refresh(): Promise<boolean> {
    for (const list of Object.values(this.lists)) list.clear();
    this.#socket?.emit("request_filtered_data_refresh");
    const filled = Promise.withResolvers<boolean>();
    const late = setTimeout(() => filled.resolve(false), REFRESH_MS_MAX);
    this.#onFrame = () => {
      if (LISTS.some((name) => this.lists[name].size > 0)) filled.resolve(true);
    };
    const isFilled = await filled.promise;
    clearTimeout(late);
    this.#onFrame = () => undefined;
    return isFilled;
  }

  #status({ connected, status }: { connected: boolean; status: string }): void {
    if (connected && (status === "healthy" || status === "connected")) this.isOverlayUp = false;
  }

  #reset(newSession: string): void {
    this.resets.push(newSession);
    for (const name of CLEARED) this.lists[name].clear();
  }

  #frame(frame: StockData): void {
    this.frames += 1;
    const { activity } = frame;
    if (activity === undefined) {
      this.breaches.push("a frame without activity throws the breadth back to 50/50");
      return;
    }
    this.gauge.push(activity.ticks_60sec);
    this.#draw("highs", frame.highs);
    this.#draw("lows", frame.lows);
    this.#draw("trendingUp", frame.trending?.up);
    this.#draw("trendingDown", frame.trending?.down);
    this.#draw("surgingUp", frame.surging?.up);
    this.#draw("surgingDown", frame.surging?.down);
    this.#onFrame();
  }

  #draw(name: ListName, items: readonly ContractItem[] | undefined): void {
    const list = this.lists[name];
    for (const item of items ?? []) {
      const text = this.#rowText(item);
      const key = item.type === "surge" ? item.event_key : `${item.ticker}-${item.price}`;
      list.delete(key);
      list.set(key, text);
    }
    for (const key of list.keys()) {
      if (list.size <= LIST_MAX) break;
      list.delete(key);
    }
  }

  /** The text of a row on the screen. */
  #rowText(item: ContractItem): string {
    const cells: unknown[] = CELLS.map((name) => item[name]);
    if (item.type === "trend") cells.push(item.trend_strength, item.trend_age);
    if (item.type === "surge") cells.push(item.description, item.score, item.trigger_type);
    const text = cells.map(String).join(" ");
    if (/undefined|null|NaN|Infinity/.test(text)) this.breaches.push(`a row reads: ${text}`);
    for (const name of HTML_TEXTS) {
      const value = (item as unknown as Record<string, unknown>)[name];
      if (typeof value === "string" && /[<>&"]/.test(value)) {
        this.breaches.push(`${name} would be read as HTML: ${value}`);
      }
    }
    return text;
  }
}
