/** Which view the address asks for: `#/market`, `#/symbol/AAPL`, `#/pipeline/detect`. */

export const VIEW_NAMES = ["market", "pipeline", "diagnosis", "performance", "symbol"] as const;
export type ViewName = (typeof VIEW_NAMES)[number];

/** A view and what it shows. */
export interface Route {
  readonly view: ViewName;
  /** Symbol or stage; "" = none. */
  readonly subject: string;
}

/** Reads `location.hash`; anything unknown is the market. */
export function routeOf(hash: string): Route {
  const [name = "", ...rest] = hash.replace(/^#\/?/, "").split("/");
  const view = VIEW_NAMES.find((known) => known === name) ?? "market";
  const subject = decoded(rest.join("/"));
  return view === "symbol" && subject === "" ? { view: "market", subject } : { view, subject };
}

/** The address of a view. */
export function hashOf(view: ViewName, subject: string = ""): string {
  return subject === "" ? `#/${view}` : `#/${view}/${encodeURIComponent(subject)}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return ""; // somebody typed a lone %
  }
}
