/** Where the repository lives, as others may see it. */
import { gitOutput } from "../git.ts";
import { ROOT } from "../locate.ts";

/** For a tree without an address that others can reach. */
const NO_ADDRESS = "urn:tickscope:repository";

/** Address of git's `origin` as a URI, without credentials; a path of this machine is no address. */
export function repositoryUri(): string {
  const address = gitOutput(ROOT, "config", "--get", "remote.origin.url");
  return address === undefined ? NO_ADDRESS : publicUri(address.trim());
}

/** `remote`, as git has it, as a URI; `urn:tickscope:repository` when it names no host. */
export function publicUri(remote: string): string {
  const short = remote.match(/^(?:[^@/\s]+@)?([\w.-]+\.[\w.-]+):([^/\s].*)$/);
  const text = short === null ? remote : `ssh://${short[1]}/${short[2]}`;
  if (!URL.canParse(text)) return NO_ADDRESS;
  const url = new URL(text);
  if (!["https:", "http:", "ssh:", "git:"].includes(url.protocol)) return NO_ADDRESS;
  url.username = "";
  url.password = "";
  url.search = "";
  return url.href;
}
