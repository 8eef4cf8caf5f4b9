/** The symbols of the simulated market: well-known tickers first, then made-up ones. */

/** The symbol whose price never changes: detectors must stay silent about it. */
export const FLAT_SYMBOL = "FLAT";

const KNOWN =
  `AAPL MSFT NVDA AMZN GOOGL META TSLA AVGO JPM V UNH XOM MA COST HD PG JNJ NFLX BAC ABBV CRM AMD KO
  CVX MRK PEP WMT ADBE TMO LIN MCD CSCO ABT ACN QCOM ORCL INTU GE CAT IBM VZ DIS AMGN NOW TXN PFE
  UBER CMCSA ISRG SPGI NEE GS RTX HON T LOW UNP BKNG PGR ELV SYK TJX BLK C MS AXP SCHW PLD LMT BA
  MDT ADI GILD VRTX DE BMY SBUX CB PANW MU MMC AMT REGN PLTR SNOW SHOP SQ ROKU COIN HOOD RIVN LCID
  SOFI F GM NIO INTC PYPL DKNG MARA RIOT GME AMC BB SPCE SNAP PINS ZM DOCU TWLO NET DDOG CRWD OKTA`
    .trim()
    .split(/\s+/);

const CONSONANTS = "BCDFGHJKLMNPRSTVWXZ";
const VOWELS = "AEIOU";
const PATTERN_SYMBOLS = (CONSONANTS.length * VOWELS.length) ** 2;
/** A prime without common factor with PATTERN_SYMBOLS: walks through all of them in mixed order. */
const STRIDE = 2_741;

/** Largest simulated market. */
export const SIMULATED_SYMBOLS_MAX = 8_000;

/** `count` distinct tickers, the same for every seed; FLAT_SYMBOL is the first. */
export function tickers(count: number): string[] {
  const names = new Set<string>([FLAT_SYMBOL, ...KNOWN]);
  for (let i = 0; names.size < count; i++) names.add(madeUp((i * STRIDE) % PATTERN_SYMBOLS));
  return [...names].slice(0, count);
}

/** Consonant, vowel, consonant, vowel. */
function madeUp(index: number): string {
  let rest = index;
  let name = "";
  for (const letters of [CONSONANTS, VOWELS, CONSONANTS, VOWELS]) {
    name += letters[rest % letters.length];
    rest = Math.floor(rest / letters.length);
  }
  return name;
}
