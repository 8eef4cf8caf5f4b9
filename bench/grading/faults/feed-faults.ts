/** Faults of the world outside: a feed that sends what it should not. */
import type { Fault } from "./fault.ts";

/** Messages that a feed sends before it falls mute. */
const MESSAGES_BEFORE_MUTE = 2_000;
/** A trade repeated, or late, once in so many. */
const EVERY = 20;

/** Where an engine finds the key of a feed outside. */
export const FEED_KEY_ENV = "SCENARIO_FEED_KEY";

const isTrade = ({ ev }: Record<string, unknown>): boolean => ev === "T";

let heldBack: unknown;

export const FEED_FAULTS: readonly Fault[] = [
  {
    id: "N02",
    symptom: "trades are rejected for their time",
    cause: "the feed sends seconds where it sent milliseconds",
    feed: (message) => {
      return [isTrade(message) ? { ...message, t: Math.round(Number(message.t) / 1000) } : message];
    },
    expected: { stage: "normalise", declares: "MassiveDecoder" },
    remedies: [],
  },
  {
    id: "N03",
    symptom: "one symbol goes silent",
    cause: "the feed sends negative prices for it",
    feed: (message) => {
      const isIt = isTrade(message) && String(message.sym) < "AE";
      return [isIt ? { ...message, p: -1 } : message];
    },
    expected: { stage: "normalise", declares: "MassiveDecoder" },
    remedies: [],
  },
  {
    id: "N04",
    symptom: "prices are rejected",
    cause: "the feed sends prices as text",
    feed: (message, index) => {
      return [isTrade(message) && index % 2 === 0 ? { ...message, p: `${message.p}` } : message];
    },
    expected: { stage: "normalise", declares: "MassiveDecoder" },
    remedies: [],
  },
  {
    id: "N05",
    symptom: "trades arrive twice",
    cause: "the feed repeats trades",
    feed: (message, index) =>
      isTrade(message) && index % EVERY === 0 ? [message, message] : [message],
    expected: { stage: "channel", declares: "admitTick" },
    remedies: [],
  },
  {
    id: "N06",
    symptom: "trades arrive late",
    cause: "the feed sends trades out of order",
    feed: (message, index) => {
      if (!isTrade(message)) return [message];
      const late = heldBack;
      heldBack = undefined;
      // Held back until the next minute's worth of messages has passed, with its old time and number.
      if (index % EVERY === 0) {
        heldBack = { ...message, t: Number(message.t) - 60_000 };
        return late === undefined ? [] : [late];
      }
      return late === undefined ? [message] : [message, late];
    },
    expected: { stage: "channel", declares: "admitTick" },
    remedies: [],
  },
  {
    id: "N07",
    symptom: "trades are rejected for a missing field",
    cause: "the feed renamed the field",
    feed: (message) => {
      if (!isTrade(message)) return [message];
      const { p, ...others } = message;
      return [{ ...others, price: p }];
    },
    expected: { stage: "normalise", declares: "MassiveDecoder" },
    remedies: [],
  },
  {
    id: "N09",
    symptom: "a subscription delivers nothing",
    cause: "the feed does not know this spelling of the symbol",
    feed: (message) => [message],
    config: {
      source: "massive",
      massive: { apiKeyEnv: FEED_KEY_ENV, channels: ["T"], symbols: ["AAPL", "msft"] },
    },
    expected: { stage: "source", declares: "MassiveDialect" },
    remedies: [],
  },
  {
    id: "N14",
    symptom: "connected, and no data in an open market",
    cause: "the feed is dead behind an open socket",
    feed: (message, index) =>
      message.ev === "status" || index < MESSAGES_BEFORE_MUTE ? [message] : [],
    config: { feed: { muteMs: 1_000 } },
    expected: { stage: "source", declares: "FeedConnection" },
    remedies: [],
  },
];
