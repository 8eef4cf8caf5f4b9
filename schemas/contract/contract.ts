/**
 * Does a message keep the contract of schemas/contract/JSON.md? For tests, for sampled frames in production
 * and for diagnosis. Nothing is compiled before the first message; any thread, one validator per
 * thread.
 */
import { type ContractEvent, structureOf, surgeStructureOf } from "./contract-events.ts";
import type { ContractItem, StockData } from "./contract-frame.ts";
import { isDeviation, isSpelling, modernised } from "./contract-lenient.ts";
import {
  activityRules,
  identityRules,
  itemRules,
  listsOf,
  type RuleContext,
} from "./contract-rules.ts";
import { type Violation, violation, violationsOf } from "./contract-violations.ts";
import { shown } from "./contract-words.ts";

export interface ValidatorOptions {
  /**
   * `strict`: nothing but the contract. `lenient`: also recorded frames of older generations, unknown
   * keys, and fractions for whole numbers, each difference reported as a deviation.
   */
  mode: "strict" | "lenient";
  /** IANA zone of the frames' clock texts; without it `time` is checked in any zone. */
  timeZone?: string;
}

/** What a validation found. */
export interface Verdict {
  /** No violations; deviations do not count. */
  compliant: boolean;
  violations: Violation[];
  /** What only lenient mode lets pass; empty in strict mode. */
  deviations: Violation[];
}

/** Validates messages and keeps count. */
export interface Validator {
  /** Checks the `data` of `event` (or an envelope or client message); never throws. */
  validate(event: ContractEvent, data: unknown): Verdict;
  /** Checks a text as it came over `/ws`: JSON, the envelope, and the data by its event. */
  validateMessage(text: string): Verdict;
  /** Messages validated so far. */
  readonly checked: number;
  /** Share of them that complied, 0..1; null before the first. */
  readonly complianceRate: number | null;
}

/** A validator with counts of its own. Throws RangeError for an unknown `timeZone`. */
export function createValidator(options: ValidatorOptions): Validator {
  const context: RuleContext = { clockOf: clockOf(options.timeZone) };
  const isLenient = options.mode === "lenient";
  let checked = 0;
  let compliantCount = 0;
  const verdict = (found: Violation[]): Verdict => {
    const deviations = isLenient ? found.filter(isDeviation) : [];
    const violations = isLenient ? found.filter((each) => !isDeviation(each)) : found;
    const compliant = violations.length === 0;
    checked += 1;
    if (compliant) compliantCount += 1;
    return { compliant, violations, deviations };
  };
  return {
    validate: (event, data) => verdict(find(event, data, context, isLenient)),
    validateMessage: (text) => verdict(findInMessage(text, context, isLenient)),
    get checked() {
      return checked;
    },
    get complianceRate() {
      return checked === 0 ? null : compliantCount / checked;
    },
  };
}

/** Paths of an envelope without which its data cannot be found. */
const ENVELOPED = new Set(["", "event", "data"]);

function findInMessage(text: string, context: RuleContext, isLenient: boolean): Violation[] {
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    return [violation("envelope", "", "JSON text", shown(text))];
  }
  const found = find("envelope", message, context, isLenient);
  // What is wrong beside event and data does not keep them from being checked.
  if (found.some(({ path }) => ENVELOPED.has(path))) return found;
  const { event, data } = message as { event: ContractEvent; data: unknown };
  const inner = find(event, data, context, isLenient).map((each) => ({
    ...each,
    path: each.path === "" ? "data" : `data.${each.path}`,
  }));
  return [...found, ...inner];
}

function find(
  event: ContractEvent,
  data: unknown,
  context: RuleContext,
  isLenient: boolean,
): Violation[] {
  const structure = structureOf(event);
  if (structure === undefined) {
    return [violation("envelope", "event", "an event of the contract", shown(event))];
  }
  structure(data);
  const found = violationsOf(event, structure.errors ?? []);
  if (event !== "stock_data" || !isFrame(data)) return found;
  return stockViolations(data, found, context, isLenient);
}

/** Adds to the violations of the schema those of the rules, for what is structurally right. */
function stockViolations(
  frame: StockData,
  structural: Violation[],
  context: RuleContext,
  isLenient: boolean,
): Violation[] {
  let found = structural;
  const sound: [string, ContractItem][] = [];
  for (const [list, items] of listsOf(frame)) {
    for (const [index, item] of items.entries()) {
      const path = `${list}[${index}]`;
      if (isLenient && isMisplacedSurge(list, item)) {
        found = found.filter((each) => !isAt(each.path, path));
        found.push(...misplacedSurge(item, list, path));
      }
      const wrong = found.filter((each) => each.kind === "schema" && isAt(each.path, path));
      if (wrong.length === 0) sound.push([path, item]);
      else if (isLenient && wrong.every(isSpelling)) sound.push([path, modernised(item)]);
    }
  }
  for (const [path, item] of sound) found.push(...itemRules(item, path, context));
  found.push(...identityRules(sound));
  if (!found.some((each) => isAt(each.path, "activity"))) {
    found.push(...activityRules(frame.activity));
  }
  return found;
}

/** One old sample has a surge among the trends: then it is checked as the surge it is. */
function isMisplacedSurge(list: string, item: unknown): boolean {
  const isTrendList = list.startsWith("trending");
  return isTrendList && (item as { type?: unknown } | null)?.type === "surge";
}

function misplacedSurge(item: unknown, list: string, path: string): Violation[] {
  const structure = surgeStructureOf(list.endsWith("up") ? "up" : "down");
  structure(item);
  const misplaced = violation("stock_data", `${path}.type`, "trend", '"surge"', "rule");
  return [misplaced, ...violationsOf("stock_data", structure.errors ?? [], path)];
}

/** True when all lists of the frame are there to be walked. */
function isFrame(data: unknown): data is StockData {
  const frame = data as Partial<StockData> | null;
  const lists = [
    frame?.highs,
    frame?.lows,
    frame?.trending?.up,
    frame?.trending?.down,
    frame?.surging?.up,
    frame?.surging?.down,
  ];
  return lists.every((list) => Array.isArray(list));
}

function isAt(path: string, place: string): boolean {
  return path === place || path.startsWith(`${place}.`);
}

function clockOf(timeZone: string | undefined): RuleContext["clockOf"] {
  if (timeZone === undefined) return undefined;
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hourCycle: "h23",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  return (epochSeconds) => format.format(epochSeconds * 1000);
}
