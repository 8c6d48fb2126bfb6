// The candles that a chart has loaded, in columns: time (ms of Seoul's wall clock), open, high, low, close, volume, and the lines of studies by their key.
const columns = ["o", "h", "l", "c", "v"];
const bundles = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512];

export class Series {
  constructor(unitMs) { this.unit = unitMs; this.pages = new Map(); this.live = new Map(); this.clear(); }

  get length() { return this.t.length; }
  get first() { return this.t[0]; }
  get last() { return this.t[this.t.length - 1]; }

  // Pages may come in any order and again; a candle that is there already is not taken twice.
  take(key, text) {
    if (this.pages.get(key)?.text === text) return false;
    this.pages.set(key, { text, page: JSON.parse(text) });
    return true;
  }

  keep(keys) {
    for (const key of [...this.pages.keys()]) if (!keys.has(key)) this.pages.delete(key);
  }

  rebuild() {
    const live = [...this.live.values()];
    this.clear();
    const pages = [...this.pages.values()].map(({ page }) => page).filter(page => page.t.length).sort((a, b) => a.t[0] - b.t[0]);
    for (const page of pages) {
      for (let i = 0; i < page.t.length; i++) {
        const at = page.t[i] * 1000;
        if (this.length && at <= this.last) continue;
        this.push(at, page, i);
      }
    }
    for (const candle of live.sort((a, b) => a.t - b.t)) this.put(candle);
  }

  // A candle of a time that is known replaces it, a later one is appended; one between is left alone.
  put(candle) {
    const end = this.length - 1;
    let at = end < 0 || this.t[end] < candle.t ? end + 1 : this.indexOf(candle.t);
    if (at < 0) return;
    this.live.set(candle.t, candle);
    this.t[at] = candle.t;
    for (const name of columns) this[name][at] = candle[name];
    for (const key of Object.keys(candle.s)) (this.s[key] ??= new Array(at).fill(null))[at] = candle.s[key];
  }

  indexOf(at) {
    const i = this.from(at);
    return this.t[i] === at ? i : -1;
  }

  // The first candle that opens at a moment or later.
  from(at) {
    let low = 0, high = this.length;
    while (low < high) { const mid = (low + high) >> 1; if (this.t[mid] < at) low = mid + 1; else high = mid; }
    return low;
  }

  // What is seen between two moments, as many candles in one as the width needs: open of the first, close of the last, highest, lowest, all the volume.
  look(from, to, width, leastPixels = 2.5) {
    const needed = leastPixels * (to - from) / (this.unit * Math.max(width, 1));
    const count = bundles.find(bundle => bundle >= needed) ?? Math.ceil(needed);
    const length = count * this.unit, keys = Object.keys(this.s);
    const seen = { count, length, t: [], o: [], h: [], l: [], c: [], v: [], s: {}, open: [] };
    for (const key of keys) seen.s[key] = [];
    let i = Math.max(0, this.from(from - length) - 1), at = -1, bundle = NaN;
    // A bundle is never begun in its middle: an edge would change as the chart moves.
    while (i > 0 && Math.floor(this.t[i - 1] / length) === Math.floor(this.t[i] / length)) i--;
    for (; i < this.length && this.t[i] <= to + length; i++) {
      const now = Math.floor(this.t[i] / length);
      if (now !== bundle) {
        bundle = now; at++;
        seen.t[at] = count === 1 ? this.t[i] : now * length + (length - this.unit) / 2;
        seen.o[at] = this.o[i]; seen.h[at] = this.h[i]; seen.l[at] = this.l[i]; seen.v[at] = 0; seen.open[at] = this.t[i];
      }
      if (this.h[i] > seen.h[at]) seen.h[at] = this.h[i];
      if (this.l[i] < seen.l[at]) seen.l[at] = this.l[i];
      seen.c[at] = this.c[i];
      seen.v[at] += this.v[i];
      for (const key of keys) seen.s[key][at] = this.s[key][i] ?? null;
    }
    return seen;
  }

  clear() { this.t = []; for (const name of columns) this[name] = []; this.s = {}; }

  push(at, page, i) {
    const place = this.t.push(at) - 1;
    for (const name of columns) this[name][place] = page[name][i];
    for (const key of Object.keys(page.s)) (this.s[key] ??= new Array(place).fill(null))[place] = page.s[key][i];
  }
}
