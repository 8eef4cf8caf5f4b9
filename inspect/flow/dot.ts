/** The flow map as DOT text, for Graphviz and what else reads its language. */
import type { DrawnEdge, DrawnNode, FlowGraph, Health } from "./graph.ts";

const NODES: Readonly<Record<Health, string>> = {
  unknown: 'shape=box, color="#607d8b"',
  ok: 'shape=box, color="#2e7d32"',
  off: 'shape=box, style=dotted, color="#607d8b"',
  notice: 'shape=box, style="rounded,dashed", color="#b26a00"',
  fault: 'shape=octagon, penwidth=3, color="#c62828"',
};
const EDGES: Readonly<Record<Health, string>> = {
  unknown: 'color="#607d8b"',
  ok: 'color="#2e7d32"',
  off: 'style=dotted, color="#607d8b"',
  notice: 'style=dashed, color="#b26a00"',
  fault: 'penwidth=3, arrowhead=tee, color="#c62828"',
};

/** A quoted string; lines of it are centred. */
function quoted(text: string): string {
  return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`;
}

function nodeText({ id, lines, detail, health }: DrawnNode): string {
  const text = `label=${quoted(lines.join("\n"))}, tooltip=${quoted(detail)}`;
  return `${quoted(id)} [${text}, ${NODES[health]}];`;
}

function edgeText({ from, to, lines, detail, health }: DrawnEdge): string {
  const text = `label=${quoted(lines.join("\n"))}, tooltip=${quoted(detail)}`;
  return `${quoted(from)} -> ${quoted(to)} [${text}, ${EDGES[health]}];`;
}

/** A DOT digraph. */
export function dot({ title, nodes, edges, group }: FlowGraph): string {
  const lines = [
    "digraph flow {",
    `  graph [rankdir=TB, labelloc=t, label=${quoted(title)}, fontname="sans-serif"];`,
    '  node [fontname="sans-serif", fontsize=11];',
    '  edge [fontname="sans-serif", fontsize=10];',
    ...nodes.filter(({ isChannel }) => !isChannel).map((node) => `  ${nodeText(node)}`),
    `  subgraph ${quoted(`cluster_${group.id}`)} {`,
    `    graph [label=${quoted(group.lines.join("\n"))}, tooltip=${quoted(group.detail)}];`,
    ...nodes.filter(({ isChannel }) => isChannel).map((node) => `    ${nodeText(node)}`),
    "  }",
    ...edges.map((edge) => `  ${edgeText(edge)}`),
    "}",
  ];
  return `${lines.join("\n")}\n`;
}
