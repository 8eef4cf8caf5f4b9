/**
 * High/low, trend and surge as one would write them first: an object per tick, a Map of state objects
 * that are replaced, arrays that are filtered, events as objects. The same ideas with fewer rules
 * (no reversals, no cool-downs by period, no calendar): it does less than the engine's detectors.
 */
export interface NaiveTick {
  symbol: string;
  price: number;
  size: number;
  epochMs: number;
}

interface NaiveWindow {
  tauMs: number;
  mean: number;
  up: number;
  down: number;
}

interface NaiveState {
  previous: NaiveTick;
  high: number;
  low: number;
  turnover: number;
  volume: number;
  windows: NaiveWindow[];
  recent: NaiveTick[];
  direction: string;
}

interface NaiveEvent {
  id: string;
  kind: string;
  direction: "up" | "down";
  tick: NaiveTick;
}

const TAUS_MS = [60_000, 120_000, 200_000];
const FULL_SCALES = [0.01, 0.015, 0.02];
const WEIGHTS = [0.3, 0.4, 0.3];
const SURGE_WINDOW_MS = 30_000;
const SURGE_SHARE = 0.02;
const TREND_SCORE = 0.3;

const clamp = (x: number): number => Math.max(-1, Math.min(1, x));

export class NaiveDetectors {
  readonly #states: Map<string, NaiveState> = new Map();
  events = 0;

  /** Returns the events of a tick. */
  onTick(tick: NaiveTick): NaiveEvent[] {
    const state = this.#states.get(tick.symbol);
    if (state === undefined) {
      this.#states.set(tick.symbol, firstState(tick));
      return [];
    }
    const next = this.#advance(state, tick);
    const found = [...highLow(state, tick), ...trend(state, next, tick), ...surge(next, tick)];
    this.#states.set(tick.symbol, next);
    this.events += found.length;
    return found;
  }

  #advance(state: NaiveState, tick: NaiveTick): NaiveState {
    const { previous } = state;
    const elapsedMs = tick.epochMs - previous.epochMs;
    return {
      ...state,
      previous: tick,
      high: Math.max(state.high, tick.price),
      low: Math.min(state.low, tick.price),
      turnover: state.turnover + tick.price * tick.size,
      volume: state.volume + tick.size,
      windows: state.windows.map((window) => {
        const decay = Math.exp(-elapsedMs / window.tauMs);
        return {
          ...window,
          mean: tick.price + (window.mean - tick.price) * decay,
          up: window.up * decay + (tick.price > previous.price ? tick.size : 0),
          down: window.down * decay + (tick.price < previous.price ? tick.size : 0),
        };
      }),
      recent: [...state.recent.filter((old) => tick.epochMs - old.epochMs < SURGE_WINDOW_MS), tick],
    };
  }
}

function firstState(tick: NaiveTick): NaiveState {
  return {
    previous: tick,
    high: tick.price,
    low: tick.price,
    turnover: tick.price * tick.size,
    volume: tick.size,
    windows: TAUS_MS.map((tauMs) => ({ tauMs, mean: tick.price, up: 0, down: 0 })),
    recent: [tick],
    direction: "none",
  };
}

function eventOf(kind: string, direction: "up" | "down", tick: NaiveTick): NaiveEvent {
  return { id: `${tick.epochMs}_${tick.symbol}_${kind}`, kind, direction, tick };
}

function highLow({ high, low }: NaiveState, tick: NaiveTick): NaiveEvent[] {
  if (tick.price > high * 1.001) return [eventOf("high", "up", tick)];
  return tick.price < low * 0.999 ? [eventOf("low", "down", tick)] : [];
}

function trend(before: NaiveState, state: NaiveState, tick: NaiveTick): NaiveEvent[] {
  const vwap = state.turnover / state.volume;
  const scores = state.windows.map(({ mean, up, down }, i) => {
    const move = clamp((tick.price - mean) / (FULL_SCALES[i]! * mean));
    const side = up + down === 0 ? 0 : (up - down) / (up + down);
    return 0.5 * move + 0.3 * clamp((tick.price - vwap) / (0.02 * vwap)) + 0.2 * side;
  });
  const score = scores.reduce((sum, one, i) => sum + one * WEIGHTS[i]!, 0);
  const direction = score > TREND_SCORE ? "up" : score < -TREND_SCORE ? "down" : "none";
  state.direction = direction;
  if (direction === "none" || direction === before.direction) return [];
  return [eventOf("trend", direction, tick)];
}

function surge({ recent }: NaiveState, tick: NaiveTick): NaiveEvent[] {
  const change = tick.price / recent[0]!.price - 1;
  const volumes = recent.map(({ size }) => size);
  const mean = volumes.reduce((sum, size) => sum + size, 0) / volumes.length;
  if (Math.abs(change) < SURGE_SHARE || tick.size < 2 * mean) return [];
  return [eventOf("surge", change > 0 ? "up" : "down", tick)];
}
