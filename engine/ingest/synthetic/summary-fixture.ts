/** Runs of many messages, added up so that a reader can compare them. */

/** Up to so many messages are shown as they are. */
const SHOWN_MAX = 12;

/** Weights by place, so that two messages which change places change a sum. */
const WEIGHTS = 10;

type Message = Readonly<Record<string, unknown>>;

/**
 * Few messages as they are. Of more: how many, the first and the last, how many different texts each key
 * has, and the sum of its numbers, plain and weighted by place.
 */
export function summaryOf(messages: readonly Message[]): unknown {
  if (messages.length <= SHOWN_MAX) return messages.map((message) => JSON.stringify(message));
  const texts = new Map<string, Set<string>>();
  const sums = new Map<string, [plain: number, weighted: number]>();
  for (const [i, message] of messages.entries()) {
    for (const [key, value] of Object.entries(message)) {
      if (typeof value === "string") texts.set(key, (texts.get(key) ?? new Set()).add(value));
      const number = numberOf(value);
      if (number === undefined) continue;
      const [plain, weighted] = sums.get(key) ?? [0, 0];
      sums.set(key, [plain + number, weighted + number * (1 + (i % WEIGHTS))]);
    }
  }
  return {
    count: messages.length,
    first: JSON.stringify(messages[0]),
    last: JSON.stringify(messages.at(-1)),
    different: new Map([...texts].map(([key, set]) => [key, set.size])),
    sums,
  };
}

/** Lists count by their sum, texts by their letters. */
function numberOf(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  if (typeof value === "string") {
    return [...value].reduce((sum, letter, i) => sum + (i + 1) * letter.charCodeAt(0), 0);
  }
  if (!Array.isArray(value)) return undefined;
  return value.reduce((sum: number, one) => sum + (numberOf(one) ?? 0), 0);
}
