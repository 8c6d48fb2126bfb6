// From numbers to pixels: what a view shows of each pane, and round numbers and times along the edges. Plotly at rest and the painter in motion use the same.
const minute = 60_000, hour = 60 * minute, day = 24 * hour;
const steps = [minute, 2 * minute, 5 * minute, 10 * minute, 15 * minute, 30 * minute, hour, 2 * hour, 3 * hour, 6 * hour, 12 * hour, day, 2 * day, 4 * day, 7 * day, 14 * day];
const two = number => String(number).padStart(2, "0");

// The lowest and highest of what is seen, a little air around it.
export function fit(pane, seen, view) {
  let low = Infinity, high = -Infinity;
  const see = value => { if (value === null || value === undefined || Number.isNaN(value)) return; if (value < low) low = value; if (value > high) high = value; };
  for (let i = 0; i < seen.t.length; i++) {
    if (seen.t[i] < view.from - seen.length || seen.t[i] > view.to + seen.length) continue;
    if (pane.kind === "price") { see(seen.l[i]); see(seen.h[i]); }
    else if (pane.kind === "volume") see(seen.v[i]);
    for (const key of pane.lines) see(seen.s[key]?.[i]);
  }
  for (const path of pane.paths) for (let i = 0; i < path.x.length; i++) {
    const until = path.x[i + 1] ?? path.x[i];
    if (until >= view.from && path.x[i] <= view.to) see(path.y[i]);
  }
  if (pane.kind === "index") return { low: 0, high: 100 };
  if (low > high) return { low: 0, high: 1 };
  if (pane.kind === "volume") return { low: 0, high: high > 0 ? high * 1.08 : 1 };
  const air = (high - low) * 0.07 || Math.abs(high) * 0.01 || 1;
  return { low: low - air, high: high + air * (pane.kind === "price" ? 3 : 1) };   // the words stand above the candles, not on them
}

export function roundNumbers(low, high, length, decimals) {
  const rough = (high - low) / Math.max(2, Math.floor(length / 56));
  const power = 10 ** Math.floor(Math.log10(rough));
  let step = [1, 2, 2.5, 5, 10].map(part => part * power).find(part => part >= rough) ?? rough;
  if (decimals !== null) step = Math.max(step, 10 ** -decimals);
  const values = [];
  for (let i = Math.ceil(low / step); i * step <= high; i++) values.push(i * step);
  return { values, texts: values.map(value => decimals === null ? short(value) : plain(value, decimals)) };
}

// One for each number of decimals: making them is what costs.
const formats = [];
export function plain(value, decimals) {
  return (formats[decimals] ??= new Intl.NumberFormat("en-US", { minimumFractionDigits: decimals, maximumFractionDigits: decimals })).format(value);
}

export function short(value) {
  const size = Math.abs(value);
  for (const [from, sign] of [[1e12, "T"], [1e9, "B"], [1e6, "M"], [1e3, "K"]]) if (size >= from) return `${Number((value / from).toPrecision(3))}${sign}`;
  return String(Number(value.toPrecision(3)));
}

export function roundTimes(from, to, width) {
  const rough = (to - from) / Math.max(1, Math.floor(width / 84));
  const step = steps.find(candidate => candidate >= rough);
  const moments = [];
  if (step) for (let at = Math.ceil(from / step) * step; at <= to; at += step) moments.push(at);
  else {
    const months = [1, 2, 3, 6, 12, 24, 60].find(count => count * 30 * day >= rough) ?? 120;
    const begin = new Date(from);
    for (let month = Math.ceil((begin.getUTCFullYear() * 12 + begin.getUTCMonth()) / months) * months; ; month += months) {
      const at = Date.UTC(Math.floor(month / 12), month % 12, 1);
      if (at > to) break;
      if (at >= from) moments.push(at);
    }
  }
  return { values: moments, texts: moments.map(at => label(at, step)) };
}

export function moment(at, unit) {
  const time = new Date(at), date = `${time.getUTCFullYear()}-${two(time.getUTCMonth() + 1)}-${two(time.getUTCDate())}`;
  return unit >= day ? date : `${date} ${two(time.getUTCHours())}:${two(time.getUTCMinutes())}`;
}

// The day where a day begins, the hour within it.
function label(at, step) {
  const time = new Date(at), date = `${two(time.getUTCMonth() + 1)}-${two(time.getUTCDate())}`;
  if (!step) return `${time.getUTCFullYear()}-${two(time.getUTCMonth() + 1)}`;
  if (step >= day) return date;
  return time.getUTCHours() === 0 && time.getUTCMinutes() === 0 ? date : `${two(time.getUTCHours())}:${two(time.getUTCMinutes())}`;
}
