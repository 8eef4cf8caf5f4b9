/**
 * What the page says about its own freshness: the state of the connection, the age of the data, and
 * every gap. A page that is stale must look stale.
 */
import type { Gap, StatusUpdate } from "#client";
import { button, byId, make, setAttribute, setShown, setText } from "./elements.ts";
import { ageText, clockText } from "./format.ts";
import type { Live } from "./live.ts";
import { hashOf } from "./route.ts";

/** The engine sends a frame at its cadence, a status every 2 s; data that is older is stale. */
const STALE_SECONDS = 5;
const LOOK_EVERY_MS = 250;
/** A gap without loss is told for this long; one with loss until it is dismissed. */
const RECOVERED_SHOWN_MS = 20_000;

const GAP_REASONS: Readonly<Record<Gap["reason"], string>> = {
  none: "",
  epoch:
    "the engine was restarted; earlier events of the new run are shown as far as the lists reach",
  history: "more frames were missed than the engine keeps",
  ahead: "the engine does not recognise the last frame that this page saw",
  subscription: "the universe is too long for a resume",
};

/** What the engine says of itself that is no good news, and where to look. */
const ENGINE_NOTICES: Partial<Record<StatusUpdate["status"], string>> = {
  disconnected: "The engine is running, but its feed is disconnected: no new market data.",
  error: "The engine reports errors: the data shown may be incomplete.",
  warning: "The engine reports a warning.",
};

export class ConnectionBar {
  readonly #live: Live;
  readonly #pill: HTMLElement = byId("connection");
  readonly #age: HTMLElement = byId("data-age");
  readonly #notice: HTMLElement = byId("stale-notice");
  readonly #noticeText: HTMLElement = byId("stale-text");
  readonly #gaps: HTMLElement = byId("gaps");
  readonly #engineNotice: HTMLElement = byId("engine-notice");

  constructor(live: Live) {
    this.#live = live;
    live.listen({
      gap: (gap) => this.#showGap(gap),
      status: (status) => this.#showEngine(status),
    });
    byId("retry").addEventListener("click", () => live.client.retryNow());
    setInterval(() => this.#look(), LOOK_EVERY_MS);
    this.#look();
  }

  #look(): void {
    const age = this.#live.dataAgeSeconds;
    const { state, text } = this.#state();
    setAttribute(this.#pill, "data-state", state);
    setText(this.#pill, text);
    setText(this.#age, age === undefined ? "no data yet" : `data ${ageText(age)} old`);
    const isStale = state === "lost" || state === "stale";
    setAttribute(this.#age, "data-state", isStale ? "stale" : "live");
    setAttribute(document.body, "data-stale", isStale ? "" : null);
    setShown(this.#notice, isStale);
    if (isStale) setText(this.#noticeText, this.#noticeOf(state, age));
  }

  #state(): { state: "live" | "unfed" | "stale" | "connecting" | "lost"; text: string } {
    const state = this.#live.client.state;
    const age = this.#live.dataAgeSeconds;
    switch (state.kind) {
      case "open":
        if (age === undefined) return { state: "connecting", text: "waiting for data" };
        if (age > STALE_SECONDS) return { state: "stale", text: "stale" };
        return this.#live.status?.status === "disconnected"
          ? { state: "unfed", text: "no feed" }
          : { state: "live", text: "live" };
      case "connecting":
        return age === undefined
          ? { state: "connecting", text: "connecting" }
          : { state: "lost", text: "reconnecting" };
      default:
        return { state: "lost", text: "disconnected" };
    }
  }

  #noticeOf(state: string, age: number | undefined): string {
    const seconds = age ?? 0;
    const since =
      age === undefined ? "" : ` The data shown is from ${clockText(Date.now() - seconds * 1000)}.`;
    if (state === "stale") return `Connected, but no frame for ${ageText(seconds)}.${since}`;
    return `Disconnected from the engine; reconnecting every few seconds.${since}`;
  }

  #showEngine({ status }: StatusUpdate): void {
    const text = ENGINE_NOTICES[status];
    setShown(this.#engineNotice, text !== undefined);
    if (text === undefined || this.#engineNotice.dataset.status === status) return;
    this.#engineNotice.dataset.status = status;
    this.#engineNotice.replaceChildren(
      `${text} See the `,
      make("a", { href: hashOf("pipeline") }, "pipeline"),
      " and the ",
      make("a", { href: hashOf("diagnosis") }, "diagnosis"),
      ".",
    );
  }

  #showGap({ recovered, reason, lostMs, frames }: Gap): void {
    const lost = ageText(lostMs / 1000);
    const text = recovered
      ? `Reconnected after ${lost}: ${frames} missed ${frames === 1 ? "frame" : "frames"} replayed, nothing is missing.`
      : `Reconnected after ${lost}, with a gap: ${GAP_REASONS[reason]}.`;
    const item = make(
      "li",
      { class: recovered ? "notice good" : "notice bad" },
      `${clockText(Date.now())} ${text} `,
    );
    item.append(button("dismiss", () => item.remove(), "quiet"));
    this.#gaps.prepend(item);
    while (this.#gaps.childElementCount > 3) this.#gaps.lastElementChild?.remove();
    if (recovered) setTimeout(() => item.remove(), RECOVERED_SHOWN_MS);
  }
}
