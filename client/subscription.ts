/** What a client wants to see. It outlives connections: each new one begins with it. */

/** Symbols, as the feed writes them. */
export type Universe = readonly string[] | "all";

/** Filters of rows; what is absent filters nothing. Ages in seconds. */
export interface Filters {
  highlow?: { min_count?: number; min_volume?: number };
  trends?: {
    strength?: ("weak" | "moderate" | "strong" | "neutral")[];
    vwap_position?: ("above" | "below" | "unknown")[];
    min_age?: number;
    max_age?: number;
    volume_confirmation?: boolean;
  };
  surges?: {
    /** Least absolute percent. */
    min_magnitude?: number;
    trigger_type?: ("price" | "volume" | "price_and_volume")[];
    max_age?: number;
    /** penny < 1, low 1-25, mid 25-100, high 100 and more. */
    price_range?: ("penny" | "low" | "mid" | "high")[];
  };
}

/** Longest query that goes into an address: servers and proxies take 8 KiB for sure. */
const QUERY_UNITS_MAX = 6000;

export class Subscription {
  universe: Universe = "all";
  filters: Filters = {};

  /** The query that says it, undefined when it would be too long (then messages say it). */
  query(): URLSearchParams | undefined {
    const query = new URLSearchParams();
    if (this.universe !== "all") {
      // A comma would separate, and an empty list cannot be written.
      const isWritable = this.universe.length > 0 && this.universe.every((s) => !s.includes(","));
      if (!isWritable) return undefined;
      query.set("universe", this.universe.join(","));
    }
    if (Object.keys(this.filters).length > 0) query.set("filters", JSON.stringify(this.filters));
    return query.toString().length <= QUERY_UNITS_MAX ? query : undefined;
  }

  /** The client messages that say it. */
  messages(): object[] {
    return [
      { action: "subscribe", universe: this.universe },
      { action: "filters", filters: this.filters },
    ];
  }
}
