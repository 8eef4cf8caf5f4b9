/** What a page's smoothness and memory are told by: frame intervals and a slope. Pure. */

/** A screen of 60 pictures a second has one every 16.7 ms; a picture that is later than this was missed. */
const MISSED_MS = 25;
/** A pause that a person sees. */
const STUTTER_MS = 50;

export interface FrameFigures {
  /** Pictures in all. */
  frames: number;
  perSecond: number;
  intervalMsP50: number;
  intervalMsP99: number;
  intervalMsMax: number;
  /** Share of pictures that came later than MISSED_MS, and than STUTTER_MS, after the one before. */
  missedShare: number;
  stutterShare: number;
}

/** Figures of intervals between pictures, milliseconds. All 0 without any. */
export function frameFigures(intervalsMs: readonly number[]): FrameFigures {
  const sorted = [...intervalsMs].sort((a, b) => a - b);
  const frames = sorted.length;
  const totalMs = sorted.reduce((sum, ms) => sum + ms, 0);
  const at = (share: number) => sorted[Math.min(frames - 1, Math.floor(share * frames))] ?? 0;
  const shareAbove = (ms: number) => {
    return frames === 0 ? 0 : sorted.filter((one) => one > ms).length / frames;
  };
  return {
    frames,
    perSecond: totalMs === 0 ? 0 : (1000 * frames) / totalMs,
    intervalMsP50: at(0.5),
    intervalMsP99: at(0.99),
    intervalMsMax: sorted.at(-1) ?? 0,
    missedShare: shareAbove(MISSED_MS),
    stutterShare: shareAbove(STUTTER_MS),
  };
}

/** One look at the page's memory, after a garbage collection. */
export interface MemoryLook {
  atSeconds: number;
  heapBytes: number;
  /** Elements and texts in all documents. */
  nodes: number;
  listeners: number;
}

/**
 * Growth per minute of what `of` picks, by least squares over the looks of the second half: the first
 * half fills lists, charts and caches up to their bounds. 0 with fewer than two looks.
 */
export function slopePerMinute(
  looks: readonly MemoryLook[],
  of: (look: MemoryLook) => number,
): number {
  const half = looks.slice(Math.floor(looks.length / 2));
  if (half.length < 2) return 0;
  const mean = (pick: (look: MemoryLook) => number) => {
    return half.reduce((sum, look) => sum + pick(look), 0) / half.length;
  };
  const meanAt = mean(({ atSeconds }) => atSeconds);
  const meanOf = mean(of);
  let along = 0;
  let square = 0;
  for (const look of half) {
    const distance = look.atSeconds - meanAt;
    along += distance * (of(look) - meanOf);
    square += distance * distance;
  }
  return square === 0 ? 0 : (60 * along) / square;
}
