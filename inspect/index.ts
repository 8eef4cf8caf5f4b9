/** The door of what tap and explain share. */

export { withEntities } from "./entities.ts";
export { symbolIdOf, unknownSymbolText } from "./nearest-symbol.ts";
