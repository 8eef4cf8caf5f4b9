/**
 * The flow map as a graph to draw: which nodes and edges, what stands on them, and how healthy each is.
 * Every drawing is made from this one, so that all of them say the same.
 *
 * The channel stage is drawn as a group of its channels; what differs at the stage as a whole stands on
 * the group.
 */
import type { CurrentEdge, CurrentNode } from "./current.ts";
import type { FlowDifference } from "./difference.ts";
import type { ExpectedEdge, ExpectedNode } from "./expected.ts";
import type { FlowMap } from "./flow-map.ts";

/** Worst last. `off`: switched off by the config. `unknown`: no engine was watched. */
export const HEALTHS = ["unknown", "ok", "off", "notice", "fault"] as const;
export type Health = (typeof HEALTHS)[number];

/** Words beside the colour: a colour is never the only sign. */
export const HEALTH_WORDS: Readonly<Record<Health, string>> = {
  unknown: "not watched",
  ok: "ok",
  off: "switched off",
  notice: "notice",
  fault: "FAULT",
};

export interface DrawnNode {
  id: string;
  /** The lines on the node, the name first. */
  lines: readonly string[];
  /** What it does and everything known of it, for who points at it. */
  detail: string;
  health: Health;
  isChannel: boolean;
}

export interface DrawnEdge {
  from: string;
  to: string;
  lines: readonly string[];
  detail: string;
  health: Health;
}

export interface FlowGraph {
  title: string;
  nodes: readonly DrawnNode[];
  edges: readonly DrawnEdge[];
  /** The channel stage, round its channels. */
  group: DrawnNode;
}

const GROUP = "channel";
/** Edges of the channel stage as a whole: what is said of them is said on the group. */
const GROUP_EDGES = new Set([`route -> ${GROUP}`, `${GROUP} -> detect`]);

const compact = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });

/** The graph of a flow map. */
export function graphOf({ expected, current, differences }: FlowMap): FlowGraph {
  const nodes = expected.nodes.map((node) => {
    const now = current?.nodes.find(({ id }) => id === node.id);
    return nodeOf(node, now, current !== null, saidOf(node.id, differences));
  });
  const edges = expected.edges
    .filter(({ id }) => !GROUP_EDGES.has(id))
    .map((edge) => {
      const now = current?.edges.find(({ id }) => id === edge.id);
      const from = current?.nodes.find(({ id }) => id === edge.from);
      return edgeOf(edge, now, from, current !== null, saidOf(edge.id, differences));
    });
  const faults = differences.filter(({ severity }) => severity === "fault").length;
  const notices = differences.length - faults;
  const found = current === null ? "expected flow" : `${faults} faults, ${notices} notices`;
  return {
    title: `Flow of ${expected.source}: ${found}`,
    nodes: nodes.filter(({ id }) => id !== GROUP),
    edges,
    group: nodes.find(({ id }) => id === GROUP)!,
  };
}

/** What is said of a node or edge. */
function saidOf(id: string, differences: readonly FlowDifference[]): FlowDifference[] {
  const isHere = ({ where }: FlowDifference) =>
    where === id || (id === GROUP && GROUP_EDGES.has(where));
  return differences.filter(isHere);
}

function healthOf(isEnabled: boolean, isWatched: boolean, said: readonly FlowDifference[]): Health {
  if (said.some(({ severity }) => severity === "fault")) return "fault";
  if (!isEnabled) return "off";
  if (said.length > 0) return "notice";
  return isWatched ? "ok" : "unknown";
}

function nodeOf(
  node: ExpectedNode,
  now: CurrentNode | undefined,
  isWatched: boolean,
  said: readonly FlowDifference[],
): DrawnNode {
  const health = healthOf(node.isEnabled, isWatched, said);
  const name = node.id.replace(/^channel:/, "");
  const lines = [health === "ok" ? name : `${name} (${HEALTH_WORDS[health]})`];
  lines.push(node.threads.length > 2 ? `${node.threads.length} threads` : node.threads.join(", "));
  if (now !== undefined) {
    lines.push(`${compact.format(now.in)} ${node.takes} in`);
    lines.push(...leavings(now));
  }
  const detail = [
    `${node.id}: ${node.does}`,
    `input: ${node.takes} (${node.fieldsIn.join(", ")})`,
    `output: ${node.makes} (${node.fieldsOut.join(", ")})`,
    ...said.map(({ severity, text }) => `${severity}: ${text}`),
  ].join("\n");
  return { id: node.id, lines, detail, health, isChannel: node.kind === "channel" };
}

/** What left early: a line per way out. */
function leavings({ filtered, dropped, errored }: CurrentNode): string[] {
  const ways = { filtered, dropped, errored };
  return Object.entries(ways).flatMap(([way, reasons]) => {
    const count = Object.values(reasons).reduce((sum, n) => sum + n, 0);
    return count === 0 ? [] : [`${compact.format(count)} ${way}`];
  });
}

function edgeOf(
  edge: ExpectedEdge,
  now: CurrentEdge | undefined,
  from: CurrentNode | undefined,
  isWatched: boolean,
  said: readonly FlowDifference[],
): DrawnEdge {
  const health = healthOf(edge.isEnabled, isWatched, said);
  const lines: string[] = [];
  if (now !== undefined) lines.push(`${compact.format(now.perSecond)} ${edge.unit}/s`);
  if (from?.latency != null) lines.push(`p99 ${durationText(from.latency.p99Us)}`);
  const dropped = Object.values(from?.dropped ?? {}).reduce((sum, n) => sum + n, 0);
  if (dropped > 0) lines.push(`${compact.format(dropped)} dropped`);
  if (health !== "ok" && health !== "unknown") lines.push(HEALTH_WORDS[health]);
  const copies = edge.copies > 1 ? `, each to ${edge.copies} threads` : "";
  const detail = [
    `${edge.id}: ${edge.unit}${copies}`,
    ...(now === undefined ? [] : [`produced ${now.produced}, received ${now.taken}`]),
    ...said.map(({ severity, text }) => `${severity}: ${text}`),
  ].join("\n");
  return { from: edge.from, to: edge.to, lines, detail, health };
}

/** 34 -> 34 us, 61440 -> 61.4 ms */
function durationText(us: number): string {
  if (us < 1000) return `${Math.round(us)} us`;
  return us < 1e6 ? `${(us / 1000).toFixed(1)} ms` : `${(us / 1e6).toFixed(1)} s`;
}
