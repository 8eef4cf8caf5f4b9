/** Mermaid, DOT and SVG of one map say the same, and are what they claim to be. */
import { describe, expect, test } from "bun:test";
import { DOMParser } from "@xmldom/xmldom";
import { defaultConfig, type EngineConfig } from "#schemas";
import { drawings } from "./drawings.ts";
import { type FlowMap, flowMap } from "./flow-map.ts";
import { graphOf } from "./graph.ts";

/** Text that must stay text in every form. */
const HOSTILE = `a"b <script>alert('1')</script> & ]] --> \\ | #quot; } \u0001`;

function config(): EngineConfig {
  const module = "./none.ts";
  const plugins = { ...defaultConfig().plugins };
  plugins.channels = [{ name: "end", kind: 16, module }];
  const channels = { ...defaultConfig().channels, fmv: { enabled: false } };
  return { ...defaultConfig(), plugins, channels, workers: 3 };
}

function faulty(): FlowMap {
  const { expected } = flowMap(config(), null);
  const at = (where: string, severity: "fault" | "notice") => {
    return { kind: "breaker-open" as const, severity, where, text: HOSTILE, evidence: null };
  };
  const differences = [
    at("ring", "fault"),
    at("queue", "notice"),
    at("route -> channel", "fault"),
    at("route -> channel:tick", "fault"),
  ];
  const differing = { ...expected, source: HOSTILE };
  return { expected: differing, current: null, differences };
}

const map = faulty();
const graph = graphOf(map);
const forms = drawings(map);
const ids = [...graph.nodes, graph.group].map(({ id }) => id).toSorted();
const edges = graph.edges.map(({ from, to }) => `${from} -> ${to}`).toSorted();

test("the graph has every stage and channel, and no edge of the channel stage as a whole", () => {
  expect(ids.length).toBe(12 + 4);
  expect(edges.length).toBe(11 - 2 + 2 * 4);
  expect(graph.group.health).toBe("fault");
  const healths = Object.fromEntries(graph.nodes.map(({ id, health }) => [id, health]));
  expect(healths).toMatchObject({ ring: "fault", queue: "notice", "channel:fmv": "off" });
  expect(healths["channel:tick"]).toBe("unknown");
});

test("JSON is the map itself", () => {
  expect(JSON.parse(forms.json)).toEqual(JSON.parse(JSON.stringify(map)));
});

describe("SVG", () => {
  const problems: string[] = [];
  const onError = (level: string, message: string) => problems.push(`${level}: ${message}`);
  const root = new DOMParser({ onError }).parseFromString(forms.svg, "text/xml").documentElement!;
  const all = (name: string) => [...root.getElementsByTagName(name)];

  test("is well-formed XML that needs nothing else", () => {
    expect(problems).toEqual([]);
    expect(root.tagName).toBe("svg");
    expect(forms.svg).not.toMatch(/<script|<image|href=|url\((?!#)|@import/);
    expect(forms.svg).toContain("prefers-color-scheme: dark");
  });

  test("has every node and edge once, each with a title", () => {
    const parts = all("g").filter((g) => g.hasAttribute("data-id"));
    const known = parts.map((g) => g.getAttribute("data-id")!).toSorted();
    expect(known).toEqual([...ids, ...edges].toSorted());
    for (const part of parts) {
      expect(part.firstChild?.nodeName).toBe("title");
      expect(part.firstChild?.textContent).not.toBe("");
    }
    const labelled = root.getAttribute("aria-labelledby")!.split(" ");
    for (const id of labelled) {
      expect(forms.svg).toContain(`id="${id}"`);
    }
  });

  test("health is a word and a shape besides a colour", () => {
    const ring = all("g").find((g) => g.getAttribute("data-id") === "ring")!;
    expect(ring.textContent).toContain("FAULT");
    expect(ring.getElementsByTagName("polygon").length).toBe(1);
  });

  test("nothing stands outside the page", () => {
    const [, , width, height] = root.getAttribute("viewBox")!.split(" ").map(Number);
    const spans = all("tspan");
    expect(spans.length).toBeGreaterThan(ids.length);
    for (const rect of all("rect")) {
      const x = Number(rect.getAttribute("x"));
      const y = Number(rect.getAttribute("y"));
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x + Number(rect.getAttribute("width"))).toBeLessThanOrEqual(width!);
      expect(y + Number(rect.getAttribute("height"))).toBeLessThanOrEqual(height!);
    }
  });
});

test("Mermaid: every line is of its grammar, every id declared once, every edge between them", () => {
  const [open, title, close, head, ...lines] = forms.mmd.trimEnd().split("\n");
  expect([open, close, head]).toEqual(["---", "---", "flowchart TB"]);
  expect(JSON.parse(title!.slice("title: ".length))).toBe(graph.title);
  const text = String.raw`"(?:[\w .,:;/()=+*!?%-]|#\d+;|<br/>)*"`;
  const node = new RegExp(
    String.raw`^ +(\w+)(?:\[|\(|\[/|\(\[|\{\{)${text}(?:\]|\)|/\]|\]\)|\}\})$`,
  );
  const edge = new RegExp(String.raw`^ +(\w+) (?:-->|-\.->|--x)(?:\|${text}\|)? (\w+)$`);
  const group = new RegExp(String.raw`^ +subgraph (\w+)\[${text}\]$`);
  const nodes: string[] = [];
  const between: string[] = [];
  for (const line of lines) {
    const declared = line.match(node) ?? line.match(group);
    const carried = line.match(edge);
    if (declared !== null) nodes.push(declared[1]!);
    else if (carried !== null) between.push(`${carried[1]} -> ${carried[2]}`);
    else expect(line).toMatch(/^ +(end|classDef \w+ [\w:#,\- ]+|class \w+ \w+)$/);
  }
  const plain = (id: string) => id.replace(/[^\w >-]|(?<=\w)-(?=\w)/g, "_");
  expect(nodes.toSorted()).toEqual(ids.map(plain).toSorted());
  expect(between.toSorted()).toEqual(edges.map(plain).toSorted());
});

test("DOT: quoted strings close, brackets balance, every edge joins declared nodes", () => {
  const string = /"(?:[^"\\\n]|\\.)*"/g;
  const bare = forms.dot.replace(string, "S");
  expect(bare).not.toContain('"');
  for (const [open, close] of ["{}", "[]"]) {
    expect(bare.split(open!).length).toBe(bare.split(close!).length);
  }
  for (const line of bare.trimEnd().split("\n").slice(1)) {
    expect(line).toMatch(/^ *(\}|subgraph S \{|(graph|node|edge|S|S -> S) \[[\w=, S.]+\];)$/);
  }
  const statements = forms.dot.split("\n").map((line) => line.match(string) ?? []);
  const names = statements.map((strings) => strings.map((one) => one.slice(1, -1)));
  const declared = forms.dot.split("\n").flatMap((line, i) => {
    return /^ +"[^"]*" \[/.test(line) ? [names[i]![0]] : [];
  });
  expect(declared.toSorted()).toEqual(ids.filter((id) => id !== "channel"));
  const joined = forms.dot.split("\n").flatMap((line, i) => {
    return /^ +"[^"]*" -> "/.test(line) ? [`${names[i]![0]} -> ${names[i]![1]}`] : [];
  });
  expect(joined.toSorted()).toEqual(edges);
});
