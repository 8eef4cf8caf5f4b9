/** The flow map as Mermaid text: Markdown viewers draw it. */
import { type DrawnEdge, type DrawnNode, type FlowGraph, HEALTHS, type Health } from "./graph.ts";

/** Opening and closing of a node's shape: the shape tells the health without its colour. */
const SHAPES: Readonly<Record<Health, readonly [open: string, close: string]>> = {
  unknown: ["(", ")"],
  ok: ["[", "]"],
  off: ["[/", "/]"],
  notice: ["([", "])"],
  fault: ["{{", "}}"],
};
const ARROWS: Readonly<Record<Health, string>> = {
  unknown: "-->",
  ok: "-->",
  off: "-.->",
  notice: "-.->",
  fault: "--x",
};
const COLOURS: Readonly<Record<Health, string>> = {
  unknown: "fill:#eceff1,stroke:#607d8b,color:#263238",
  ok: "fill:#e3f2e6,stroke:#2e7d32,color:#12351a",
  off: "fill:#eceff1,stroke:#607d8b,color:#263238,stroke-dasharray:2 3",
  notice: "fill:#fff3d6,stroke:#b26a00,color:#4a2c00,stroke-dasharray:6 3",
  fault: "fill:#fde0e0,stroke:#c62828,color:#5a0d0d,stroke-width:3px",
};

/** Mermaid's own characters and quotes as its entities. */
function escaped(text: string): string {
  return text.replace(/[^\w .,:;/()=+*!?%-]/g, (char) => `#${char.codePointAt(0)};`);
}

function label(lines: readonly string[]): string {
  return `"${lines.map(escaped).join("<br/>")}"`;
}

function idOf(id: string): string {
  return id.replace(/\W/g, "_");
}

function nodeText({ id, lines, health }: DrawnNode): string {
  const [open, close] = SHAPES[health];
  return `${idOf(id)}${open}${label(lines)}${close}`;
}

function edgeText({ from, to, lines, health }: DrawnEdge): string {
  const text = lines.length === 0 ? "" : `|${label(lines)}|`;
  return `${idOf(from)} ${ARROWS[health]}${text} ${idOf(to)}`;
}

/** A Mermaid flowchart. */
export function mermaid(graph: FlowGraph): string {
  const { nodes, edges, group, title } = graph;
  const channels = nodes.filter(({ isChannel }) => isChannel);
  const lines = [
    "---",
    `title: ${JSON.stringify(title)}`,
    "---",
    "flowchart TB",
    ...nodes.filter(({ isChannel }) => !isChannel).map((node) => `  ${nodeText(node)}`),
    `  subgraph ${idOf(group.id)}[${label(group.lines)}]`,
    ...channels.map((node) => `    ${nodeText(node)}`),
    "  end",
    ...edges.map((edge) => `  ${edgeText(edge)}`),
    ...HEALTHS.map((health) => `  classDef ${health} ${COLOURS[health]}`),
    ...[...nodes, group].map(({ id, health }) => `  class ${idOf(id)} ${health}`),
  ];
  return `${lines.join("\n")}\n`;
}
