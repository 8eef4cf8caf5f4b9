/** Puts new answers beside their questions in a case file. */
import { readFileSync, writeFileSync } from "node:fs";
import type { Answer } from "./answer.ts";

/** A longer answer does not stand beside its question, but in `cases.snap`. */
const INLINE_CHARS = 200;

/** Where a call has its parts: `observe(subject, fact, value, expected)`. */
export interface InlineCall {
  /** Line and column of its beginning, both from 1. */
  place: string;
  /** The end of the value, and the whole answer. */
  valueEnd: number;
  answerStart: number;
  answerEnd: number;
}

/** Nodes as the parser gives them; only what is looked at. */
interface Syntax {
  type: string;
  start: number;
  end: number;
  loc: { start: { line: number; column: number } };
  callee?: Syntax & { name?: string };
  arguments?: Syntax[];
}

/** Rewrites the answers in `path`. Throws when one of them does not stand there. */
export async function rewriteInline(path: string, answers: readonly Answer[]): Promise<void> {
  const text = readFileSync(path, "utf8");
  const calls = new Map((await inlineCalls(text)).map((call) => [call.place, call]));
  const edits = answers.map(({ functionName, fact, text: answer, site = "" }) => {
    const place = /(\d+:\d+)$/.exec(site)?.[1] ?? "";
    const call = site.includes(path) ? calls.get(place) : undefined;
    if (call === undefined) {
      throw new Error(
        `${functionName} ${fact}: its answer does not stand in ${path}, but in ${site}`,
      );
    }
    return { call, answer };
  });
  let result = text;
  for (const { call, answer } of edits.toSorted((a, b) => b.call.valueEnd - a.call.valueEnd)) {
    const isShort = answer.length <= INLINE_CHARS;
    const from = isShort ? call.answerStart : call.valueEnd;
    result = result.slice(0, from) + (isShort ? answer : "") + result.slice(call.answerEnd);
  }
  writeFileSync(path, result);
}

/** Calls that have an answer beside the question. */
export async function inlineCalls(text: string): Promise<InlineCall[]> {
  const { parse } = await import("@babel/parser");
  const { program } = parse(text, { sourceType: "module", plugins: ["typescript"] });
  const calls: InlineCall[] = [];
  const visit = (node: Syntax): void => {
    const [, , value, answer] = node.arguments ?? [];
    if (node.callee?.name === "observe" && value !== undefined && answer !== undefined) {
      const { line, column } = node.callee.loc.start;
      calls.push({
        place: `${line}:${column + 1}`,
        valueEnd: value.end,
        answerStart: answer.start,
        answerEnd: answer.end,
      });
    }
    for (const inner of Object.values(node).flat()) {
      if (isSyntax(inner)) visit(inner);
    }
  };
  visit(program as unknown as Syntax);
  return calls;
}

function isSyntax(value: unknown): value is Syntax {
  return typeof value === "object" && value !== null && "type" in value && "loc" in value;
}
