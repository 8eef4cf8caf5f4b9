/** Keys of the page. None of them works while somebody types. */
import { byId } from "./elements.ts";
import { hashOf, VIEW_NAMES } from "./route.ts";

/** What keys do besides changing the view. */
export interface KeyActions {
  readonly pause: () => void;
}

export function listenToKeys(actions: KeyActions): void {
  const help = byId("help") as HTMLDialogElement;
  byId("help-open").addEventListener("click", () => help.showModal());
  byId("help-close").addEventListener("click", () => help.close());
  document.addEventListener("keydown", (event) => {
    const { target, key, ctrlKey, metaKey, altKey } = event;
    const isTyping = target instanceof HTMLElement && target.matches("input, select, textarea");
    if (isTyping || ctrlKey || metaKey || altKey || help.open) return;
    const view = VIEW_NAMES[Number(key) - 1];
    if (/^[1-4]$/.test(key) && view !== undefined) location.hash = hashOf(view);
    else if (key === "?") help.showModal();
    else if (key === "p") actions.pause();
    else if (key === "/") openFilter();
    else return;
    event.preventDefault();
  });
}

function openFilter(): void {
  location.hash = hashOf("market");
  (byId("filter-box") as HTMLDetailsElement).open = true;
  byId("universe").focus();
}
