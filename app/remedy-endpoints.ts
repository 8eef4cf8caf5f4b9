/** `/api/remedies`: what can be mended while the engine runs. Changes are for this machine only. */
import { type Endpoint, jsonProblem, jsonResponse } from "#emitter";
import { type Engine, isRemedy } from "#engine";
import { TickscopeError } from "#schemas";

const ONE = "/api/remedies/";

/** The list, and `POST` to apply or `DELETE` to take back one of them. */
export function remedyEndpoints({ remedies }: Engine): Endpoint[] {
  const list = () => jsonResponse(200, { remedies: remedies.states() });
  const change = async (request: Request, url: URL): Promise<Response> => {
    const name = url.pathname.slice(ONE.length);
    if (!isRemedy(name)) {
      const known = remedies.states().map((state) => state.name);
      return jsonProblem(404, "NOT_FOUND", `no remedy "${name}"; known: ${known.join(", ")}`, {});
    }
    try {
      await (request.method === "POST" ? remedies.apply(name) : remedies.rollback(name));
    } catch (error) {
      if (!(error instanceof TickscopeError)) throw error;
      return jsonProblem(409, error.code, error.message, { remedy: error.info.remedy });
    }
    return jsonResponse(200, { remedy: remedies.states().find((state) => state.name === name) });
  };
  return [
    { path: "/api/remedies", methods: ["GET"], access: "any", handle: list },
    { path: ONE, methods: ["POST", "DELETE"], access: "this-machine", handle: change },
  ];
}
