/**
 * Every case as a test of its own: `codec/number-text > writeWhole > wholes`. The cases run when the
 * test file is loaded, because only then it is known what they answer.
 *
 * CASES=number-text,engine/ring bun test cases    # only modules whose name contains one of the texts
 */
import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import type { Cases, Subject } from "#schemas";
import { linesOf, ROOT } from "../../locate.ts";
import { answerLines } from "../answer-lines.ts";
import { type CaseRun, compareAnswers } from "../case-report.ts";
import { type OnAnswer, runCases, siteOf } from "../case-run.ts";
import { type CaseCard, findCases } from "../find-cases.ts";
import { KnownAnswersReader } from "../known-answers.ts";
import { answersNotGiven, checkableNames } from "./case-source.ts";

/** Cases take milliseconds each; a file that needs longer does not end. */
const LIMIT_MS = 60_000;

/** Runs the cases of a folder and registers a test per answer. */
export async function testCases(folder: string): Promise<void> {
  const wanted = (process.env.CASES ?? "").split(",");
  const known = new KnownAnswersReader();
  for (const card of findCases()) {
    const isWanted = wanted.some((text) => card.name.includes(text));
    if (!card.name.startsWith(`${folder}/`) || !isWanted) continue;
    const module = (await import(join(ROOT, card.casesFile))) as { default: Cases };
    const seen: Seen = { subjects: new Set(), sites: new Set() };
    const onAnswer: OnAnswer = (_answer, subject) => {
      seen.subjects.add(subject);
      seen.sites.add(siteOf(new Error(), 2));
    };
    const run = await withinLimit(runCases(card.name, module.default, onAnswer), card.name);
    describe(card.name, () => testRun(card, run, seen, known));
  }
}

/** What was observed, and where. */
interface Seen {
  subjects: Set<Subject>;
  sites: Set<string>;
}

function testRun(card: CaseCard, run: CaseRun, seen: Seen, known: KnownAnswersReader): void {
  const { comparisons, missing } = compareAnswers(run.answers, known.of(card.name) ?? []);
  test("its cases run to their end", async () => {
    if (run.thrown !== null) throw new Error(`${run.thrown.message}\n${run.thrown.stack}`);
    expect(run.isHung).toBe(false);
    expect(await answersNotGiven(card, seen.sites)).toEqual([]);
  });
  test("what is observed is in the file", () => {
    const names = [...new Set(run.answers.map(({ functionName }) => functionName))];
    expect(names.filter((name) => linesOf(card.file, name) === undefined)).toEqual([]);
    expect(checkableNames(card, seen.subjects)).toEqual([]);
  });
  const byFunction = Map.groupBy(comparisons, ({ answer }) => answer.functionName);
  for (const [functionName, list] of byFunction) {
    describe(functionName, () => {
      for (const { answer, expected } of list) {
        test(answer.fact, () => {
          if (expected === undefined) throw new Error(`not recorded: ${answer.text}`);
          if (expected !== answer.text) expect(shown(answer.text)).toBe(shown(expected));
        });
      }
    });
  }
  for (const { functionName, fact, text } of missing) {
    test(`${functionName} > ${fact}`, () => {
      throw new Error(`no answer any more, was ${text}`);
    });
  }
}

/** Over several lines, so that the difference can be seen. */
function shown(text: string): string {
  return answerLines(text, 0).join("\n");
}

function withinLimit(run: Promise<CaseRun>, name: string): Promise<CaseRun> {
  const hung: CaseRun = { name, answers: [], thrown: null, isHung: true, slowest: null };
  const late = new Promise<CaseRun>((resolve) => {
    setTimeout(() => resolve(hung), LIMIT_MS).unref();
  });
  return Promise.race([run, late]);
}
