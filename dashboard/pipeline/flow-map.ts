/**
 * The map: stages in three lanes, one per thread, with rates on the way from one to the next. Each stage
 * is a button; colour says how it is, and a word says it, too.
 */
import { make, setAttribute, setText } from "../elements.ts";
import { compactText, microsText, rateText } from "../format.ts";
import { sumOf } from "./engine-readings.ts";
import type { FlowEdge, FlowModel, FlowNode, Health } from "./flow-model.ts";

/** Stages by thread, in the order of the flow; a stage of another name stands in the last lane. */
const LANES: readonly (readonly [string, readonly string[]])[] = [
  ["ingest thread", ["source", "decode", "normalise", "ring"]],
  ["detector threads", ["route", "channel", "detect", "event-ring"]],
  ["main thread", ["queue", "frame", "send", "client"]],
];

const HEALTH_WORDS: Readonly<Record<Health, string>> = {
  ok: "flows",
  quiet: "quiet",
  off: "off",
  drops: "drops",
  errors: "errors",
  fault: "fault",
};

/** One stage's card and the way into it. */
interface Card {
  readonly item: HTMLElement;
  readonly button: HTMLButtonElement;
  readonly way: HTMLElement;
  readonly health: HTMLElement;
  readonly rate: HTMLElement;
  readonly latency: HTMLElement;
  readonly loss: HTMLElement;
}

export class FlowMap {
  readonly #parent: HTMLElement;
  readonly #onPick: (id: string) => void;
  readonly #cards: Map<string, Card> = new Map();
  readonly #lanes: HTMLElement[];
  readonly #channels: HTMLElement = make("ul", { class: "channels", "aria-label": "channels" });

  /** `onPick`: somebody wants to know more about a stage or channel. */
  constructor(parent: HTMLElement, onPick: (id: string) => void) {
    this.#parent = parent;
    this.#onPick = onPick;
    this.#lanes = LANES.map(([name]) => {
      const lane = make("ol", { class: "lane", "aria-label": name });
      parent.append(make("div", { class: "lane-box" }, make("h3", {}, name), lane));
      return lane;
    });
  }

  show(model: FlowModel, picked: string): void {
    for (const node of model.nodes) {
      const card = this.#cards.get(node.id) ?? this.#newCard(node);
      this.#fill(card, node, model.edges);
      setAttribute(card.button, "aria-current", node.id === picked ? "true" : null);
    }
    setAttribute(this.#parent, "data-empty", model.nodes.length === 0 ? "" : null);
  }

  #newCard(node: FlowNode): Card {
    const health = make("span", { class: "health" });
    const rate = make("span", { class: "rate" });
    const latency = make("span", { class: "quiet" });
    const loss = make("span", { class: "loss" });
    const name = make("span", { class: "name" }, node.id.replace("channel:", ""));
    const button = make(
      "button",
      { type: "button", class: "stage" },
      name,
      health,
      rate,
      latency,
      loss,
    );
    button.addEventListener("click", () => this.#onPick(node.id));
    const way = make("span", { class: "way" });
    const item = make("li", {}, way, button);
    this.#place(node, item);
    const card = { item, button, way, health, rate, latency, loss };
    this.#cards.set(node.id, card);
    return card;
  }

  #place(node: FlowNode, item: HTMLElement): void {
    if (node.isChannel) {
      this.#channels.append(item);
      this.#cards.get("channel")?.item.append(this.#channels);
      return;
    }
    const lane = LANES.findIndex(([, stages]) => stages.includes(node.id));
    this.#lanes.at(lane)?.append(item);
  }

  #fill(card: Card, node: FlowNode, edges: readonly FlowEdge[]): void {
    const { button, way, health, rate, latency, loss } = card;
    setAttribute(button, "data-health", node.health);
    setAttribute(button, "title", node.remark === "" ? node.does : node.remark);
    setText(health, HEALTH_WORDS[node.health]);
    setText(rate, rateText(node.perSecond));
    setText(latency, node.p99Us === null ? "" : `p99 ${microsText(node.p99Us)}`);
    const [dropped, errored] = [sumOf(node.dropped), sumOf(node.errored)];
    const parts = [
      dropped > 0 ? `${compactText(dropped)} dropped` : "",
      errored > 0 ? `${compactText(errored)} errors` : "",
      node.inFlight > 0 ? `${compactText(node.inFlight)} in flight` : "",
    ];
    setText(loss, parts.filter((part) => part !== "").join(", "));
    const edge = edges.find(({ to, from }) => to === node.id && !from.includes(":"));
    setText(way, edge === undefined ? "" : `→ ${rateText(edge.perSecond)}`);
    setAttribute(way, "data-broken", edge !== undefined && edge.residual !== 0 ? "" : null);
  }
}
