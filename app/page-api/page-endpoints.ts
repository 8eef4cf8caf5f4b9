/**
 * The REST answers that the existing page asks for when it loads, and what it saves there. Bodies that
 * do not fit are 400 with field, value and remedy. Main thread.
 */
import { type Endpoint, jsonResponse } from "#emitter";
import {
  type Body,
  BodyProblem,
  bodyOf,
  filterDataOf,
  layoutOf,
  selectionsOf,
  userOf,
} from "./page-body.ts";
import type { PageSettings } from "./page-settings.ts";

/** Reads a setting of `user`. */
type Read = (user: string) => unknown;
/** Saves what `body` says; throws BodyProblem. */
type Save = (user: string, body: Body) => void;

export function pageEndpoints(settings: PageSettings): Endpoint[] {
  const { universes } = settings;
  return [
    {
      path: "/api/universes",
      methods: ["GET"],
      access: "own-pages",
      handle: () => jsonResponse(200, universes.list()),
    },
    setting(
      "/api/user/universe-selections",
      (user) => ({ user_id: user, selections: settings.selections(user) }),
      (user, body) => settings.select(user, selectionsOf(body, universes)),
    ),
    setting(
      "/api/user-filters",
      (user) => ({ success: true, filter_data: settings.filters(user) }),
      (user, body) => settings.filter(user, filterDataOf(body)),
    ),
    setting(
      "/api/user/settings/gridstack_layout",
      (user) => ({ setting_value: { layout: settings.layout(user) } }),
      (user, body) => settings.arrange(user, layoutOf(body)),
    ),
  ];
}

/** A setting that can be read and saved; a POST is answered with what is then in force. */
function setting(path: string, read: Read, save: Save): Endpoint {
  const handle = async (request: Request, url: URL): Promise<Response> => {
    try {
      if (request.method !== "POST") {
        return jsonResponse(200, read(userOf(url.searchParams.get("user_id"))));
      }
      const body = await bodyOf(request);
      const user = userOf(body.user_id ?? url.searchParams.get("user_id"));
      save(user, body);
      return jsonResponse(200, { success: true, ...(read(user) as object) });
    } catch (error) {
      if (error instanceof BodyProblem) return error.answer();
      throw error;
    }
  };
  return { path, methods: ["GET", "POST"], access: "own-pages", handle };
}
