/** What the threads of an engine keep about themselves, as HTTP tells it. Main thread. */
import type { Engine } from "#engine";
import { type RouteRow, STAGES, THREAD_DETECTOR_FIRST, type TraceEntry } from "#engine/telemetry";

/** Sampled traces of one thread. */
export interface ThreadTraces {
  thread: string;
  /** Traced records that are no longer told of: newer ones took their place. */
  shed: number;
  entries: (Omit<TraceEntry, "stage"> & { stage: string })[];
}

/** Sampled traces of every thread. */
export function tracesOf(engine: Engine): ThreadTraces[] {
  return engine.threads.map(({ name, traces }) => {
    const entries = traces.entries().map(({ stage, ...entry }) => ({
      ...entry,
      stage: STAGES[stage] ?? `stage ${stage}`,
    }));
    // Read last: what was overwritten meanwhile must not go unsaid.
    return { thread: name, shed: traces.shed, entries };
  });
}

/** What each record kind meets, on each detector thread. */
export function routesOf(engine: Engine): (RouteRow & { thread: string })[] {
  return engine.threads
    .slice(THREAD_DETECTOR_FIRST)
    .flatMap(({ name, routes }) => routes.rows().map((row) => ({ thread: name, ...row })));
}
