/** The door of what tap and explain share. */

export { symbolIdOf, unknownSymbolText } from "./nearest-symbol.ts";
