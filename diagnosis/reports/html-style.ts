/** The style of report.html. One column, readable on a phone and on paper, dark where the reader is. */
export const STYLE = `
:root { color-scheme: light dark; --bg: #fbfaf8; --card: #fff; --ink: #1d1f23; --soft: #5f6570; --line: #dedbd4;
  --good: #1a7f4b; --warn: #a15c00; --bad: #b3261e; --mark: #2b5fab; --tint: #f1eee8; }
@media (prefers-color-scheme: dark) { :root { --bg: #15171a; --card: #1d2024; --ink: #e7e6e3; --soft: #a0a6b0;
  --line: #363a41; --good: #5cc98d; --warn: #e8ab54; --bad: #ff8a80; --mark: #8db8f5; --tint: #24282d; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--bg); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main, header, footer { max-width: 62rem; margin: 0 auto; padding: 0 1rem; }
header { padding-top: 2rem; }
h1 { font-size: clamp(1.9rem, 6vw, 2.8rem); line-height: 1.1; margin: 0; }
h2 { font-size: 1.3rem; margin: 2.5rem 0 .75rem; }
h3 { font-size: 1.05rem; margin: 0 0 .4rem; }
h4 { font-size: .95rem; margin: 1.2rem 0 .4rem; }
p { margin: .4rem 0; }
a { color: var(--mark); }
code, pre, .place { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: .9em; overflow-wrap: anywhere; }
pre { white-space: pre-wrap; background: var(--tint); padding: .75rem; border-radius: 6px; margin: .4rem 0; }
nav { margin: 1rem 0 0; font-size: .9rem; display: flex; flex-wrap: wrap; gap: .3rem 1rem; }
.soft { color: var(--soft); font-size: .9rem; }
.summary { font-size: 1.1rem; max-width: 48rem; overflow-wrap: anywhere; }
.verdict-healthy { color: var(--good); } .verdict-degraded { color: var(--warn); }
.verdict-broken { color: var(--bad); } .verdict-unknown { color: var(--soft); }
.good { color: var(--good); } .warn { color: var(--warn); } .bad { color: var(--bad); }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: .5rem; margin: 1.2rem 0 0; padding: 0; }
.figures div { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: .6rem .8rem; }
.figures dt { color: var(--soft); font-size: .8rem; }
.figures dd { margin: 0; font-size: 1.2rem; font-variant-numeric: tabular-nums; }
.strip { list-style: none; display: grid; grid-template-columns: repeat(6, 1fr); gap: .35rem; padding: 0; margin: 1rem 0 0; }
.strip li { background: var(--card); border: 1px solid var(--line); border-top: 4px solid var(--good);
  border-radius: 6px; padding: .35rem .5rem; font-size: .8rem; font-variant-numeric: tabular-nums; }
.strip li.sick { border-top-color: var(--bad); } .strip li.idle { border-top-color: var(--line); }
.strip strong { display: block; font-size: .85rem; }
.point { background: var(--card); border: 1px solid var(--line); border-left: 5px solid var(--bad); border-radius: 8px;
  padding: 1rem; margin: 0 0 1rem; break-inside: avoid-page; }
.point.MEDIUM { border-left-color: var(--warn); } .point.LOW { border-left-color: var(--mark); }
.cause { font-size: 1.05rem; white-space: pre-line; overflow-wrap: anywhere; }
.tag { display: inline-block; border: 1px solid var(--line); border-radius: 4px; padding: 0 .4rem; font-size: .78rem; color: var(--soft); }
ol.chain { margin: .4rem 0; padding-left: 1.4rem; }
ol.chain li { margin: .3rem 0; white-space: pre-line; overflow-wrap: anywhere; }
ol.chain li.end { font-weight: 600; }
.fix { background: var(--tint); border-radius: 6px; padding: .6rem .8rem; margin-top: .8rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .35rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; }
th { color: var(--soft); font-weight: 600; white-space: nowrap; }
td { max-width: 26rem; } td.name { white-space: nowrap; }
td.place, td code { overflow-wrap: break-word; }
td.number, th.number { text-align: right; white-space: nowrap; }
tr.sick td { background: color-mix(in srgb, var(--bad) 10%, transparent); }
meter { width: 6rem; height: .8rem; vertical-align: middle; }
details { margin: .6rem 0; } summary { cursor: pointer; }
.map { max-width: 100%; height: auto; }
footer { margin-top: 3rem; padding-bottom: 2rem; }
@media (max-width: 34rem) { body { font-size: 15px; } .strip { grid-template-columns: repeat(3, 1fr); } th, td { padding: .3rem .4rem; } }
@media print { body { background: #fff; color: #000; font-size: 10.5pt; } nav, .raw { display: none; }
  .scroll { overflow: visible; } a { color: inherit; text-decoration: none; } h2 { break-after: avoid; } }
`;
