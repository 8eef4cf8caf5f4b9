import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { applyEdits } from "#bench/grading/copies";
import { ROOT } from "../../../diagnosis/locate.ts";
import { FAULTS } from "./catalogue.ts";
import { begins, leavesOut } from "./changes.ts";
import { Declarations } from "./declarations.ts";
import { callStatement, guard } from "./places.ts";
import { editsOf, type SourceEdit } from "./source-edit.ts";

const EDITED = FAULTS.flatMap(({ id, edits }) => (edits === undefined ? [] : [{ id, edits }]));
const sources = Declarations.at(ROOT);

const transpiler = new Bun.Transpiler({ loader: "ts" });
/** Another formatting of the same program: no comments, no types, all on other lines. */
const reformatted = (text: string) => transpiler.transformSync(text);

/** The text of the only file that the edits are in. */
function textOf(edits: readonly SourceEdit[]): string {
  const files = new Set(editsOf(edits, sources).map(({ file }) => file));
  expect(files.size).toBe(1);
  return readFileSync(join(ROOT, ...files), "utf8");
}

/** `text` with the edits made, wherever they find their places in it. */
function broken(edits: readonly SourceEdit[], text: string): string {
  return applyEdits(text, editsOf(edits, new Declarations(new Map([["moved.ts", text]]))));
}

const UNRELATED = "globalThis.unrelated = 1;";

/** `text` with one more statement where the edited function begins. */
function grown([edit]: readonly SourceEdit[], text: string): string {
  return broken([{ in: edit!.in, change: begins(UNRELATED) }], text);
}

describe("every edit of the catalogue", () => {
  test.each(EDITED)("$id finds its place in this tree, and changes it", ({ edits }) => {
    const text = textOf(edits);
    expect(reformatted(applyEdits(text, editsOf(edits, sources)))).not.toBe(reformatted(text));
  });

  test.each(EDITED)(
    "$id makes the same change of a text that is formatted otherwise",
    ({ edits }) => {
      const text = textOf(edits);
      const other = reformatted(text);
      expect(other.split("\n").length).not.toBe(text.split("\n").length);
      expect(reformatted(broken(edits, other))).toBe(reformatted(broken(edits, text)));
    },
  );

  test.each(EDITED)("$id makes the same change of a function that has grown", ({ edits }) => {
    const text = textOf(edits);
    const after = broken(edits, grown(edits, text));
    expect(after.split(UNRELATED)).toHaveLength(2);
    expect(reformatted(after.replace(UNRELATED, ""))).toBe(reformatted(broken(edits, text)));
  });
});

describe("an edit is refused", () => {
  const TEXT = `
    class Gate {
      #isOpen = false;
      enter() { if (this.#isOpen) return; this.count(); this.mark(); }
      leave() { this.count(); this.count(); }
    }
    function enter() { send(); }`;
  const made =
    (edit: SourceEdit, text = TEXT) =>
    () =>
      broken([edit], text);
  const noCall = leavesOut(callStatement("count"));

  test("when its place is there, it is not", () => {
    expect(made({ in: "Gate.enter", change: noCall })()).toContain("return; ; this.mark();");
    expect(made({ in: "enter", change: leavesOut(callStatement("send")) })()).toContain("{ ; }");
  });

  test.each([
    ["of a name that nothing declares", { in: "Gate.pass", change: noCall }, "in no file"],
    ["of a place that is not there", { in: "enter", change: noCall }, "lines none"],
    ["of two places", { in: "Gate.leave", change: noCall }, "lines 5, 5"],
    ["of another guard", { in: "Gate.enter", change: leavesOut(guard("isShut")) }, "lines none"],
    ["with a name that is gone", { in: "enter", change: begins("receive();") }, "was: receive"],
    ["with a private name that is gone", { in: "Gate.enter", change: begins("this.#x();") }, "#x"],
  ])("%s", (_, edit, message) => {
    expect(made(edit)).toThrow(message);
  });

  test("of a place that two files have; a name may stand in two, if the place does not", () => {
    const both = (other: string) => {
      const texts = new Map([
        ["a.ts", TEXT],
        ["b.ts", other],
      ]);
      return editsOf([{ in: "Gate.enter", change: noCall }], new Declarations(texts));
    };
    expect(() => both(TEXT)).toThrow("declared in a.ts, b.ts, lines 4, 4");
    expect(both("class Gate { enter() { return 1; } }").map(({ file }) => file)).toEqual(["a.ts"]);
  });
});
