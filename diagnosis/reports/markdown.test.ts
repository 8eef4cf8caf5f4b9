/** The Markdown of a report: everything in it, and text stays text. */
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { markdown } from "./markdown.ts";
import { code, plain, table } from "./markdown-text.ts";
import { brokenReport, HOSTILE, healthyReport } from "./testing/example-reports.ts";

describe("text stays text", () => {
  const texts = fc.string({ unit: "binary" });

  test("no tag, no line break, no cell of its own", () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(plain(text)).not.toMatch(/<|\n|(?<!\\)(\\\\)*\|/);
      }),
    );
    expect(plain("a | b\n<img> `c` *d* &lt;")).toBe("a \\| b &lt;img> \\`c\\` \\*d\\* &amp;lt;");
  });

  test("code ends where it should", () => {
    expect(code("a")).toBe("`a`");
    expect(code("a `b` ``c``")).toBe("``` a `b` ``c`` ```");
    expect(code("")).toBe("`-`");
    expect(code("x | y")).not.toContain("|");
  });

  test("a table has as many cells in every line", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(texts, texts), { minLength: 1 }), (rows) => {
        const cells = rows.map(([a, b]) => [plain(a), code(b)]);
        const lines = table(["a", "b"], cells).slice(0, -1);
        expect(lines).toHaveLength(rows.length + 2);
        for (const line of lines) {
          expect(line.replace(/\\[\\|]/g, "").match(/\|/g)).toHaveLength(3);
        }
      }),
    );
  });
});

test("a healthy report says so, a broken one says where, why, and what to do", () => {
  expect(markdown(healthyReport())).toContain("No fault.");
  const text = markdown(brokenReport());
  for (const part of [
    "### 1. route: engine/detect/router/breaker.ts:52",
    "### 2. normalise -> ring: engine/ingest/normalise/ring-sink.ts",
    "FIX-1",
    "| strict | 37 of 40 | 92.5 % |",
    "| lenient | 38 of 40 | 95 % |",
    "every-item",
    plain(HOSTILE),
  ]) {
    expect(text).toContain(part);
  }
  const outsideCode = text.replace(/(?<!\\)(`+)[^`].*?(?<!`)\1(?!`)/g, "");
  expect(outsideCode).not.toMatch(/<(img|b|\/script)/);
  expect(text).toContain("- change: engine/detect/router/breaker.ts changed:\n  - `- return true`");
});
