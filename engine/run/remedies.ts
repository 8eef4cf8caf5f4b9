/**
 * What can be mended while the engine runs, and taken back. Main thread.
 *
 * A remedy does not repair a source file: it changes how the parts are wired, for this run, by replacing
 * the worker that they belong to. Workers are asked to leave first, so nothing is lost on the way.
 */
import type { EngineConfig } from "#schemas";
import { TickscopeError } from "#schemas";
import { CHANNEL_NAMES, type ChannelName, enabledChannels } from "./pipeline.ts";

/** Remedies by name: what each does, and whether there is something to take back. */
export const REMEDIES = {
  "register-channels": {
    title: "Register every built-in channel, also those that the config disables",
    isReversible: true,
  },
  "ring-hand-off": {
    title: "Hand records on through the tick ring instead of plugins.handOff",
    isReversible: true,
  },
  "reconnect-feed": {
    title: "Reconnect to the feed and subscribe again from intent",
    isReversible: false,
  },
  "restart-detectors": {
    title: "Replace every detector worker; successors continue at the next record",
    isReversible: false,
  },
} as const;
/** The name of a remedy. */
export type RemedyName = keyof typeof REMEDIES;

/** A remedy and how it stands. */
export interface RemedyState {
  name: RemedyName;
  title: string;
  isReversible: boolean;
  /** Reversible ones: in force now. */
  isApplied: boolean;
  /** How often it was applied since the engine started. */
  times: number;
}

/** What remedies act on. */
export interface RemedyActions {
  restartIngest: () => Promise<void>;
  restartDetectors: () => Promise<void>;
}

/** Whether `name` is a remedy. */
export function isRemedy(name: string): name is RemedyName {
  return Object.hasOwn(REMEDIES, name);
}

export class Remedies {
  readonly #actions: RemedyActions;
  readonly #applied: Set<RemedyName> = new Set();
  readonly #times: Map<RemedyName, number> = new Map();
  /** One after the other: two at once would replace the same worker twice. */
  #last: Promise<void> = Promise.resolve();

  constructor(actions: RemedyActions) {
    this.#actions = actions;
  }

  /** The built-in channels that detector workers register. */
  channels({ channels }: Pick<EngineConfig, "channels">): readonly ChannelName[] {
    return this.#applied.has("register-channels") ? CHANNEL_NAMES : enabledChannels(channels);
  }

  /** The config that the ingest worker gets. */
  ingestConfig(config: EngineConfig): EngineConfig {
    if (!this.#applied.has("ring-hand-off")) return config;
    return { ...config, plugins: { ...config.plugins, handOff: null } };
  }

  states(): RemedyState[] {
    return (Object.keys(REMEDIES) as RemedyName[]).map((name) => ({
      name,
      ...REMEDIES[name],
      isApplied: this.#applied.has(name),
      times: this.#times.get(name) ?? 0,
    }));
  }

  /** Applies; one in force already is left as it is. Throws REMEDY_IMPOSSIBLE or WORKER_START_FAILED. */
  apply(name: RemedyName): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#applied.has(name)) return;
      if (REMEDIES[name].isReversible) this.#applied.add(name);
      try {
        await this.#act(name);
        this.#times.set(name, (this.#times.get(name) ?? 0) + 1);
      } catch (error) {
        this.#applied.delete(name);
        throw error;
      }
    });
  }

  /** Takes a remedy back. Throws REMEDY_IMPOSSIBLE for one that is not in force or has no way back. */
  rollback(name: RemedyName): Promise<void> {
    return this.#inTurn(async () => {
      if (!this.#applied.has(name)) {
        const why = REMEDIES[name].isReversible ? "is not in force" : "has nothing to roll back";
        throw new TickscopeError("REMEDY_IMPOSSIBLE", `remedy ${name} ${why}`);
      }
      this.#applied.delete(name);
      await this.#act(name);
    });
  }

  #act(name: RemedyName): Promise<void> {
    const isIngest = name === "ring-hand-off" || name === "reconnect-feed";
    return isIngest ? this.#actions.restartIngest() : this.#actions.restartDetectors();
  }

  #inTurn(action: () => Promise<void>): Promise<void> {
    const turn = this.#last.then(action);
    this.#last = turn.catch(() => undefined); // the caller gets the rejection; keep the chain alive
    return turn;
  }
}
