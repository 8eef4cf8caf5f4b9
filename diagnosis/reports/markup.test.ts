import { expect, test } from "bun:test";
import fc from "fast-check";
import { html } from "./markup.ts";

test("text is escaped, markup is not, lists are joined, null is nothing", () => {
  const items = ["<a>", "b & 'c'"].map((text) => html`<li title="${text}">${text}</li>`);
  expect(html`<ul>${items}${null}</ul>${5}`.text).toBe(
    '<ul><li title="&lt;a&gt;">&lt;a&gt;</li><li title="b &amp; &#39;c&#39;">b &amp; &#39;c&#39;</li></ul>5',
  );
});

test("whatever the text, no tag, attribute or control character comes out of it", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(html`${text}`.text).not.toMatch(/[<>"']|[^\P{Cc}\n\t]/u);
    }),
  );
});
