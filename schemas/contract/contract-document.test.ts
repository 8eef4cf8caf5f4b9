/** JSON.md says what the schemas say: its examples are valid, its tables hold the schemas' keys. */
import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import { ERROR_CODES } from "../generated/error-code.ts";
import clientMessage from "./client-message.schema.json" with { type: "json" };
import { createValidator } from "./contract.ts";
import { CONTRACT_AMBIGUITIES } from "./contract-ambiguities.ts";
import type { ContractEvent } from "./contract-events.ts";
import type { ContractItem, StockData } from "./contract-frame.ts";
import { sectionOf } from "./contract-violations.ts";
import envelope from "./envelope.schema.json" with { type: "json" };
import smallEvents from "./small-events.schema.json" with { type: "json" };
import statusUpdate from "./status-update.schema.json" with { type: "json" };
import stockData from "./stock-data.schema.json" with { type: "json" };

const text = await Bun.file(join(import.meta.dir, "JSON.md")).text();

/** Sections by the anchor of their heading. */
const sections = new Map<string, string>();
for (const section of text.split(/^(?=#{2,3} )/m).slice(1)) {
  const heading = section.slice(0, section.indexOf("\n")).replace(/^#+ /, "");
  sections.set(heading.toLowerCase().replaceAll(" ", "-"), section);
}

/** First cells of the tables of a section, less the headers, split at commas. */
function tableKeys(anchor: string): string[] {
  const lines = (sections.get(anchor) ?? "").split("\n");
  const rows = lines.filter((line, index) => {
    return line.startsWith("|") && !lines[index + 1]?.startsWith("|---");
  });
  return rows
    .flatMap((row) => (row.split("|")[1] ?? "").trim().split(", "))
    .filter((key) => /^[a-z_0-9.]+$/.test(key));
}

describe("examples of JSON.md", () => {
  const blocks = [...text.matchAll(/```json (\w+)\n([\s\S]*?)```/g)];
  const quiet = blocks.map((block) => block[2] ?? "").find((body) => body.includes('"Very Low"'));
  const validator = createValidator({ mode: "strict", timeZone: "America/New_York" });

  test("every block says what it is an example of", () => {
    expect(text.match(/^```\w/gm)).toHaveLength(blocks.length);
    expect(blocks.length).toBeGreaterThanOrEqual(9);
  });

  test.each(blocks.map((block, index) => [index, block[1] ?? "", block[2] ?? ""] as const))(
    "example %i, %s, is strictly valid",
    (_, name, body) => {
      let event = name as ContractEvent;
      let data: unknown = JSON.parse(body);
      if (name === "item") {
        const item = data as ContractItem;
        const frame = JSON.parse(quiet ?? "") as StockData;
        if (item.type === "trend") frame.trending[item.direction].push(item);
        else if (item.type === "surge") frame.surging[item.direction].push(item);
        else frame[item.type === "high" ? "highs" : "lows"].push(item);
        [event, data] = ["stock_data", frame];
      }
      expect(validator.validate(event, data).violations).toEqual([]);
    },
  );
});

describe("tables of JSON.md", () => {
  const { highLowItem, trendItem, surgeItem, activity, reversalInfo } = stockData.definitions;
  const shared = Object.keys(highLowItem.properties).filter((key) => key in surgeItem.properties);
  const own = (item: { properties: object }) =>
    Object.keys(item.properties).filter((key) => !shared.includes(key));

  test.each<[string, string[]]>([
    ["transport", Object.keys(envelope.properties)],
    ["status_update", Object.keys(statusUpdate.properties)],
    ["stock_data", Object.keys(stockData.properties)],
    ["every-item", shared],
    ["highs-and-lows", [...own(highLowItem), ...Object.keys(reversalInfo.properties)]],
    ["trends", own(trendItem)],
    ["surges", own(surgeItem)],
    [
      "activity",
      [
        ...Object.keys(activity.properties),
        ...Object.keys(activity.properties.activity_ratio.properties),
      ],
    ],
    ["other-events", Object.keys(smallEvents.definitions)],
  ])("%s lists exactly the keys of the schema", (anchor, keys) => {
    const documented = tableKeys(anchor);
    expect(documented.sort()).toEqual(keys.sort());
  });

  test("client messages: every action and every filter", () => {
    const filters = clientMessage.definitions.filterSet.properties;
    const paths = Object.entries(filters).flatMap(([group, { properties }]) =>
      Object.keys(properties).map((key) => `${group}.${key}`),
    );
    expect(tableKeys("client-messages").sort()).toEqual(
      [...clientMessage.properties.action.enum, ...paths].sort(),
    );
  });

  test("error codes to clients are codes", () => {
    const codes = (sections.get("error-codes-to-clients") ?? "").match(/CLIENT_[A-Z_]+/g) ?? [];
    expect(codes.length).toBeGreaterThanOrEqual(5);
    for (const code of codes) expect(ERROR_CODES as readonly string[]).toContain(code);
  });
});

test("every section that a violation can name is a heading of JSON.md", () => {
  const places: [ContractEvent, string][] = [
    ["status_update", "status"],
    ["stock_data", "highs"],
    ["stock_data", "highs[0].price"],
    ["stock_data", "lows[3].reversal_info.type"],
    ["stock_data", "trending.up[0].trend_age"],
    ["stock_data", "surging.down[0].score"],
    ["stock_data", "activity.ticks_10sec"],
    ["envelope", "seq"],
    ["client_message", "action"],
    ["pong", ""],
  ];
  const named = places.map(([event, path]) => sectionOf(event, path));
  expect(new Set(named).size).toBe(places.length);
  for (const section of named) expect([...sections.keys()]).toContain(section);
});

describe("ambiguities", () => {
  test("each has a name of its own and a heading of JSON.md", () => {
    const ids = CONTRACT_AMBIGUITIES.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { id, section, origin, question, reading } of CONTRACT_AMBIGUITIES) {
      expect([id, sections.has(section)]).toEqual([id, true]);
      expect(["older samples", "silent", "two readings"]).toContain(origin);
      expect([id, question.length > 10, reading.length > 4]).toEqual([id, true, true]);
    }
  });

  test("those of older samples are the chosen readings of JSON.md, word for word", () => {
    const rows = (sections.get("chosen-readings") ?? "")
      .split("\n")
      .filter((line) => line.startsWith("| ") && !line.startsWith("| ambiguity"))
      .map((line) => line.slice(2, -2).replace(/\[([^\]]+)\]\([^)]*\)/g, "$1"));
    const older = CONTRACT_AMBIGUITIES.filter(({ origin }) => origin === "older samples");
    expect(older.map(({ question, reading }) => `${question} | ${reading}`)).toEqual(rows);
  });
});
