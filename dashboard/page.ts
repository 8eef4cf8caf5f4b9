/** The page: one connection to the engine, a view at a time, and the way between them. */
import { ConnectionBar } from "./connection-bar.ts";
import { DiagnosisView } from "./diagnosis/diagnosis-view.ts";
import { byId, setAttribute, setShown } from "./elements.ts";
import { skipRequestsWhile } from "./engine-api.ts";
import { listenToKeys } from "./keyboard.ts";
import { Live } from "./live.ts";
import { MarketView } from "./market/market-view.ts";
import { PerformanceView } from "./performance/performance-view.ts";
import { PipelineView } from "./pipeline/pipeline-view.ts";
import { routeOf, type ViewName } from "./route.ts";
import { SymbolView } from "./symbol/symbol-view.ts";
import { themeButton } from "./theme.ts";
import type { View } from "./view.ts";

const live = new Live();
skipRequestsWhile(() => live.client.state.kind === "waiting");
const market = new MarketView(live);
const symbol = new SymbolView(live);
const performanceView = new PerformanceView();
const views: Readonly<Record<ViewName, View>> = {
  market,
  symbol,
  pipeline: new PipelineView(),
  diagnosis: new DiagnosisView(),
  performance: performanceView,
};

let shown: View | undefined;

function go(isFirst: boolean): void {
  const { view: name, subject } = routeOf(location.hash);
  const next = views[name];
  if (shown !== next) shown?.hide();
  for (const view of Object.values(views)) setShown(view.root, view === next);
  for (const link of document.querySelectorAll("nav a")) {
    const isHere = link.getAttribute("href") === `#/${name === "symbol" ? "market" : name}`;
    setAttribute(link, "aria-current", isHere ? "page" : null);
  }
  const isChange = shown !== next;
  shown = next;
  document.title = `${next.title(subject)} – Tickscope`;
  next.show(subject);
  // A screen reader reads on where the new view begins.
  if (isChange && !isFirst) next.root.querySelector<HTMLElement>("h2")?.focus();
}

byId("theme").append(
  themeButton(() => {
    symbol.paint();
    performanceView.paint();
  }),
);
listenToKeys({ pause: () => market.togglePause() });
new ConnectionBar(live);
window.addEventListener("hashchange", () => go(false));
go(true);
live.client.connect();
