/**
 * Where schemas/contract/JSON.md can be read in two ways, or says nothing, and how this version decides. The
 * diagnosis lists them in every report, so that a discussion about a frame begins with what is open.
 */
import table from "./contract-ambiguities.json" with { type: "json" };

/** One open place of the contract. */
export interface ContractAmbiguity {
  /** Stable name. */
  id: string;
  /** The heading of JSON.md that it belongs to, as an anchor without the #. */
  section: string;
  /**
   * `older samples`: recorded frames disagree. `silent`: the document does not say. `two readings`: what
   * it says can be understood in two ways.
   */
  origin: string;
  question: string;
  /** What this version does and what its validator accepts. */
  reading: string;
}

export const CONTRACT_AMBIGUITIES: readonly ContractAmbiguity[] = table;
