/** Every form of the flow map, by the ending of its file. */
import { dot } from "./dot.ts";
import type { FlowMap } from "./flow-map.ts";
import { graphOf } from "./graph.ts";
import { mermaid } from "./mermaid.ts";
import { svg } from "./svg.ts";

/** Mermaid, DOT, SVG and JSON texts of one map. */
export function drawings(map: FlowMap): Record<"mmd" | "dot" | "svg" | "json", string> {
  const graph = graphOf(map);
  return {
    mmd: mermaid(graph),
    dot: dot(graph),
    svg: svg(graph),
    json: `${JSON.stringify(map, null, 2)}\n`,
  };
}
