import { afterAll, expect, test } from "bun:test";
import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CaseLog } from "./case-log.ts";

const folder = mkdtempSync(join(tmpdir(), "tickscope-case-log-"));
afterAll(() => rmSync(folder, { recursive: true }));

const verdict = { isChanged: true, check: "trades", difference: "exit: 0 -> 1" };

test("keeps what is finished, per case and sources, across a cut line", () => {
  const path = join(folder, "new", "cases.jsonl");
  const log = new CaseLog(path);
  expect(log.oracle("a", "t1")).toBeUndefined();
  log.add({ kind: "oracle", key: "a", tree: "t1", verdict });
  expect(log.oracle("a", "t1")).toEqual(verdict);
  appendFileSync(path, '{"kind":"oracle","key":"b","tre');

  const second = new CaseLog(path);
  expect(second.oracle("a", "t1")).toEqual(verdict);
  expect(second.oracle("a", "t2")).toBeUndefined();
  expect(second.oracle("b", "t1")).toBeUndefined();
  expect(second.diagnosis("a", "t1")).toBeUndefined();
  second.add({ kind: "oracle", key: "c", tree: "t1", verdict });
  expect(new CaseLog(path).oracle("c", "t1")).toEqual(verdict);
});
