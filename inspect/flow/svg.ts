/**
 * The flow map as one SVG file that needs nothing else: light and dark by the reader's preference, a
 * title on every part, health as shape and word besides its colour. Laid out by dagre.
 */
import { Graph, layout } from "@dagrejs/dagre";
import { withEntities } from "../entities.ts"; // not the door: it needs the pipeline to load
import { type DrawnEdge, type DrawnNode, type FlowGraph, HEALTH_WORDS, HEALTHS } from "./graph.ts";

const LINE_PX = 15;
const CHAR_PX = 7;
const PADDING_PX = 10;
const LABEL_PADDING_PX = 3;
/** Room above the channels for the name of their group. */
const GROUP_TITLE_PX = 18;
const MARGIN_PX = 16;
const TITLE_PX = 56;

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

const STYLE = `
.tickscope-flow { --page: #ffffff; --text: #1b1f24; --line: #57606a; --group: #f6f8fa; }
.tickscope-flow { --ok: #2e7d32; --ok-fill: #e3f2e6; --notice: #9a5b00; --notice-fill: #fff3d6; }
.tickscope-flow { --fault: #b71c1c; --fault-fill: #fde0e0; --off: #607d8b; --off-fill: #eceff1; }
@media (prefers-color-scheme: dark) {
.tickscope-flow { --page: #0d1117; --text: #e6edf3; --line: #9da7b3; --group: #161b22; }
.tickscope-flow { --ok: #6fcf7f; --ok-fill: #12301a; --notice: #e3a93c; --notice-fill: #3a2a08; }
.tickscope-flow { --fault: #ff7b72; --fault-fill: #46141a; --off: #9fb3bf; --off-fill: #20272d; }
}
.tickscope-flow text { font: 12px ui-monospace, Menlo, Consolas, monospace; fill: var(--text); }
.tickscope-flow .name { font-weight: 700; }
.tickscope-flow .page { fill: var(--page); }
.tickscope-flow .edge path { fill: none; stroke: var(--line); stroke-width: 1.5; }
.tickscope-flow .label { fill: var(--page); }
.tickscope-flow marker path { fill: var(--line); }
.tickscope-flow .node.ok .shape { fill: var(--ok-fill); stroke: var(--ok); }
.tickscope-flow .node.unknown .shape { fill: var(--off-fill); stroke: var(--off); }
.tickscope-flow .node.off .shape { fill: var(--off-fill); stroke: var(--off); stroke-dasharray: 2 3; }
.tickscope-flow .node.notice .shape { fill: var(--notice-fill); stroke: var(--notice); stroke-dasharray: 6 3; }
.tickscope-flow .node.fault .shape { fill: var(--fault-fill); stroke: var(--fault); stroke-width: 3; }
.tickscope-flow .node .shape.group { fill: var(--group); }
.tickscope-flow .edge.off path { stroke: var(--off); stroke-dasharray: 2 3; }
.tickscope-flow .edge.notice path { stroke: var(--notice); stroke-dasharray: 6 3; }
.tickscope-flow .edge.fault path { stroke: var(--fault); stroke-width: 3; stroke-dasharray: 10 4; }
`;

/** Text as XML: escaped, without characters that XML does not have. */
function xml(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to leave out
  return withEntities(text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, ""));
}

function sizeOf(lines: readonly string[], padding: number): { width: number; height: number } {
  const chars = Math.max(0, ...lines.map((line) => line.length));
  return {
    width: Math.ceil(chars * CHAR_PX + 2 * padding),
    height: lines.length * LINE_PX + 2 * padding,
  };
}

/** Lines of text, centred at (x, y). */
function textAt(lines: readonly string[], x: number, y: number, hasName: boolean): string {
  const top = y - ((lines.length - 1) * LINE_PX) / 2;
  const spans = lines.map((line, i) => {
    const kind = hasName && i === 0 ? ' class="name"' : "";
    return `<tspan x="${x}" y="${round(top + i * LINE_PX + 4)}"${kind}>${xml(line)}</tspan>`;
  });
  return `<text text-anchor="middle">${spans.join("")}</text>`;
}

function round(px: number): number {
  return Math.round(px * 10) / 10;
}

/** A box for what is well, cut corners for a fault, round ones for a notice. */
function shape({ health }: DrawnNode, { x, y, width, height }: Box): string {
  const left = round(x - width / 2);
  const top = round(y - height / 2);
  const [right, bottom] = [round(left + width), round(top + height)];
  if (health === "fault") {
    const c = 12;
    const points = [
      [left + c, top],
      [right - c, top],
      [right, top + c],
      [right, bottom - c],
      [right - c, bottom],
      [left + c, bottom],
      [left, bottom - c],
      [left, top + c],
    ];
    return `<polygon class="shape" points="${points.map((point) => point.join(",")).join(" ")}"/>`;
  }
  const radius = health === "notice" ? 16 : 3;
  const at = `x="${left}" y="${top}" width="${round(width)}" height="${round(height)}"`;
  return `<rect class="shape" ${at} rx="${radius}"/>`;
}

function nodeSvg(node: DrawnNode, box: Box): string {
  return [
    `<g class="node ${node.health}" data-id="${xml(node.id)}">`,
    `<title>${xml(node.detail)}</title>`,
    shape(node, box),
    textAt(node.lines, round(box.x), round(box.y), true),
    "</g>",
  ].join("");
}

function edgeSvg(edge: DrawnEdge, at: Box & { points: { x: number; y: number }[] }): string {
  const path = at.points.map(({ x, y }, i) => `${i === 0 ? "M" : "L"}${round(x)} ${round(y)}`);
  const parts = [
    `<g class="edge ${edge.health}" data-id="${xml(`${edge.from} -> ${edge.to}`)}">`,
    `<title>${xml(edge.detail)}</title>`,
    `<path d="${path.join(" ")}" marker-end="url(#tickscope-flow-arrow)"/>`,
  ];
  if (edge.lines.length > 0) {
    const left = round(at.x - at.width / 2);
    const top = round(at.y - at.height / 2);
    const size = `width="${at.width}" height="${at.height}"`;
    parts.push(`<rect class="label" x="${left}" y="${top}" ${size}/>`);
    parts.push(textAt(edge.lines, round(at.x), round(at.y), false));
  }
  return `${parts.join("")}</g>`;
}

/** Places for everything, by dagre; the group is a node around its channels. */
function placed({ nodes, edges, group }: FlowGraph): Graph {
  const graph = new Graph({ compound: true });
  graph.setGraph({
    rankdir: "TB",
    nodesep: 40,
    ranksep: 36,
    marginx: MARGIN_PX,
    marginy: MARGIN_PX,
  });
  graph.setDefaultEdgeLabel(() => ({}));
  graph.setNode(group.id, {});
  for (const node of nodes) {
    graph.setNode(node.id, sizeOf(node.lines, PADDING_PX));
    if (node.isChannel) graph.setParent(node.id, group.id);
  }
  for (const { from, to, lines } of edges) {
    const size = lines.length === 0 ? { width: 0, height: 0 } : sizeOf(lines, LABEL_PADDING_PX);
    graph.setEdge(from, to, { ...size, labelpos: "c" });
  }
  layout(graph);
  return graph;
}

/** The legend under the title: what the shapes mean. */
function legend(x: number, y: number): string {
  const words = HEALTHS.map((health) => HEALTH_WORDS[health]);
  const text = `solid: ${words[1]} · round, dashed: ${words[3]} · dotted: ${words[2]} · cut corners: ${words[4]}`;
  return `<text x="${x}" y="${y}">${xml(text)}</text>`;
}

/** A self-contained SVG document. */
export function svg(graph: FlowGraph): string {
  const places = placed(graph);
  const { width = 0, height = 0 } = places.graph() as { width?: number; height?: number };
  const [full, tall] = [Math.ceil(Math.max(width, 620)), Math.ceil(height + TITLE_PX)];
  const boxOf = (id: string) => places.node(id) as unknown as Box;
  const around = boxOf(graph.group.id);
  const top = round(around.y - around.height / 2 - GROUP_TITLE_PX);
  const left = round(around.x - around.width / 2);
  const detail = graph.nodes.map((node) => `${node.id}: ${HEALTH_WORDS[node.health]}`).join(", ");
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="tickscope-flow" role="img"`,
    ` viewBox="0 0 ${full} ${tall}" width="${full}" height="${tall}"`,
    ` aria-labelledby="tickscope-flow-title tickscope-flow-desc">\n`,
    `<title id="tickscope-flow-title">${xml(graph.title)}</title>\n`,
    `<desc id="tickscope-flow-desc">${xml(detail)}</desc>\n`,
    `<style>${STYLE}</style>\n`,
    `<defs><marker id="tickscope-flow-arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="9"`,
    ` markerHeight="9" markerUnits="userSpaceOnUse" orient="auto-start-reverse"><path d="M0 0 L10 5 L0 10 z"/></marker></defs>\n`,
    `<rect class="page" width="${full}" height="${tall}"/>\n`,
    `<text class="name" x="${MARGIN_PX}" y="24">${xml(graph.title)}</text>\n`,
    `${legend(MARGIN_PX, 44)}\n`,
    `<g transform="translate(0 ${TITLE_PX})">\n`,
    `<g class="node ${graph.group.health}" data-id="${graph.group.id}">`,
    `<title>${xml(graph.group.detail)}</title>`,
    `<rect class="shape group" x="${left}" y="${top}" width="${around.width}" height="${around.height + GROUP_TITLE_PX}"/>`,
    `</g>\n`,
    ...graph.edges.map((edge) => {
      const at = places.edge(edge.from, edge.to) as Box & { points: { x: number; y: number }[] };
      return `${edgeSvg(edge, at)}\n`;
    }),
    ...graph.nodes.map((node) => `${nodeSvg(node, boxOf(node.id))}\n`),
    `<text class="name" x="${left + 8}" y="${top + 17}">${xml(graph.group.lines[0]!)}</text>\n`,
    "</g>\n</svg>\n",
  ].join("");
}
