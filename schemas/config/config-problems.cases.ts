/** Cases of what is said about a config that is wrong. */

import type { Observe, Subject } from "../observe.ts";
import { nearest, validateConfig } from "./config-problems.ts";

const WORDS = ["source", "speed", "overrun"];

function observeNearest(observe: Observe): void {
  const cases: [word: string, candidates: readonly string[]][] = [
    ["source", WORDS],
    ["SOURCE", WORDS],
    ["speed", ["SPEED"]],
    ["spede", WORDS],
    ["abcdef", ["abcxyf", "abwxyz", "abcdxy"]],
    ["abcdef", ["abcxyz"]],
    ["abc", ["abx"]],
    ["abc", ["axy"]],
    ["abcd", ["abxy"]],
    ["abcd", ["axyz"]],
    ["abcdefghi", ["abcdefxyz"]],
    ["abcdefghi", ["abcdewxyz"]],
    ["abcdefghijkl", ["abcdefghwxyz"]],
    ["abcdefghijk", ["abcdefgwxyz"]],
    ["ab", ["ax", "ay"]],
    ["abcd", ["abxd", "abcx", "abcd"]],
    ["anything", []],
  ];
  for (const [word, candidates] of cases) {
    observe(nearest, `${word} among ${candidates.join(" ")}`, nearest(word, candidates) ?? "none");
  }
}

/** Configs by the function that has most to say about them. */
const CONFIGS: readonly [functionName: Subject, fact: string, config: unknown][] = [
  ["join", "an unknown key at the top", { sped: 1 }],
  ["join", "an unknown key in a group", { queue: { p0Maxx: 1 } }],
  ["unknownKey", "sibling", { sorce: "tape:x" }],
  ["elsewhere", "a key of another group", { ticksPerSecond: 5 }],
  ["elsewhere", "a key of the top, misspelt", { queue: { cadenceMz: 1 } }],
  ["elsewhere", "a key of another group, misspelt", { minPercnt: 5 }],
  ["elsewhere", "a word that two keys have", { feed: { urll: "x" } }],
  ["unknownKey", "known here", { breaker: { qqqqqqqqqqqqqqqqqqqqqqqq: { a: 1 } } }],
  ["unknownKey", "name of the schema's own key is not proposed", { $schemq: "x", schema: 1 }],
  ["missingKey", "required", { plugins: { detectors: [{ name: "a" }] } }],
  ["badValue", "a range", { workers: 17 }],
  ["badValue", "words, with a suggestion", { overrun: "gatte" }],
  ["badValue", "words, without a suggestion", { overrun: "never at all" }],
  ["badValue", "words, not a text", { overrun: 5 }],
  ["badValue", "null among words", { calendar: "us-equites" }],
  ["badValue", "the config", []],
  ["badValue", "the config", "text"],
  ["badValue", "no description, in a list", { massive: { channels: ["T", "X"] } }],
  ["byPlace", "several at one place", { workers: 0.5, port: "5000" }],
  ["byPlace", "two unknown keys and a wrong value", { aa: 1, bb: 2, once: "false" }],
  [validateConfig, "anyOf: the outer error says it all", { speed: -1 }],
  [validateConfig, "anyOf: of another type", { speed: false }],
  [validateConfig, "problems: none", {}],
  [validateConfig, "problems: none of many keys", { speed: "max", workers: 2, queue: {} }],
  [validateConfig, "missing and unknown at one place", { plugins: { sources: [{ path: 1 }] } }],
];

/** Words by which one sees which function a message comes from. */
const KINDS = /known key|required|allowed/;

export default function cases(observe: Observe): void {
  observeNearest(observe);
  for (const [, fact, config] of CONFIGS) {
    const kinds = validateConfig(config).problems.map(({ message }) => KINDS.exec(message)?.[0]);
    observe(validateConfig, `kinds: ${fact}: ${JSON.stringify(config)}`, kinds);
  }
  for (const [functionName, fact, config] of CONFIGS) {
    const { problems } = validateConfig(config);
    const about = `${fact}: ${JSON.stringify(config)}`;
    observe(functionName, `${about}, count`, problems.length);
    for (const [index, { code, path, message, suggestion }] of problems.entries()) {
      observe(functionName, `${about}, code of ${index}`, code);
      observe(functionName, `${about}, path of ${index}`, path);
      observe(functionName, `${about}, suggestion of ${index}`, suggestion);
      observe(functionName, `${about}, message of ${index}`, message);
    }
  }
}
