/** The door of the existing page's REST answers. */
export { pageEndpoints } from "./page-endpoints.ts";
export { PageSettings } from "./page-settings.ts";
export { SettingsStore } from "./settings-store.ts";
export { Universes } from "./universes.ts";
