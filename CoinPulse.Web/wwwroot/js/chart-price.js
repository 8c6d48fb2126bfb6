// One price chart. Plotly draws what is looked at while the chart is at rest; while it moves, the canvas over it does. The candles lie in the page as elements
// (data-candles), a live move is one attribute (data-live), and where the chart is pulled past its first candle the page's own button asks for older ones.
import { attach } from "./chart-hand.js";
import { paintAll, paintCross, paintNewest, ready } from "./chart-paint.js";
import { fit, moment, plain, roundNumbers, roundTimes, short } from "./chart-scale.js";
import { Series } from "./chart-series.js";

const settle = 140, fewest = 12;
const ms = value => typeof value === "number" ? value : Date.parse(`${value.replace(" ", "T")}Z`);

export class PriceChart {
  constructor(root) {
    this.root = root;
    this.canvas = root.querySelector("canvas");
    this.hand = root.querySelector(".cp-chart-hand");
    this.readout = root.querySelector(".cp-chart-readout");
    this.words = JSON.parse(root.dataset.words);
    this.series = new Series(Number(root.dataset.unit) * 1000);
    this.view = null;
    this.isHeld = this.isMoving = this.isPulled = false;
    this.pointed = null;
    attach(this.hand, this);
    new MutationObserver(changes => this.changed(changes)).observe(root, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-live", "data-candles", "data-more", "data-holes"] });
    [this.width, this.height] = [root.clientWidth, root.clientHeight];   // asked once: an answer in the middle of a frame costs a layout
    new ResizeObserver(() => this.resized()).observe(root);
    this.load();
  }

  get plot() { const plot = this.root.querySelector(".js-plotly-plot"); return plot?._fullLayout?._size && plot.data?.length ? plot : null; }

  changed(changes) {
    const told = new Set(changes.map(change => change.type === "attributes" ? change.attributeName : "childList"));
    const pages = told.has("data-candles") || changes.some(change => change.type === "childList" && change.target === this.root);
    if (pages || told.has("data-holes")) this.load();
    else if (told.has("data-live")) this.move();
    if (told.has("data-more") || pages) this.asked = false;
    this.adopt();
  }

  // ---- what there is to draw ----

  load() {
    const keys = new Set(), { first } = this.series;
    let isNew = false;
    for (const page of this.root.querySelectorAll(":scope > [data-candles]")) {
      const text = page.dataset.candles;
      keys.add(page);
      if (this.series.take(page, text)) isNew = true;
    }
    this.series.keep(keys);
    if (isNew) this.series.rebuild();
    if (this.view && !this.isPulled && this.root.dataset.fit === "all" && this.series.first < first) this.view = this.firstView();   // candles of the past that came later belong to the whole too
    this.holes = JSON.parse(this.root.dataset.holes || "[]").map(([from, to]) => [from * 1000, to * 1000]);
    this.root.dataset.count = this.series.length;
    this.move(true);
  }

  // A new plot, or one that the page has sent anew (a study, a fill, another theme): its traces are the patterns of what is drawn from now on.
  adopt() {
    const plot = this.plot;
    if (!plot || plot.data === this.own) return;
    this.patterns = plot.data.map(trace => ({ ...trace }));
    this.frameOf = plot.layout;
    this.own = plot.data;
    const candles = this.patterns.find(trace => trace.type === "candlestick"), volume = this.patterns.find(trace => trace.meta === "volume");
    const style = getComputedStyle(this.root);
    this.look = {
      up: candles.increasing.fillcolor, down: candles.decreasing.fillcolor, muted: plot.layout.font.color, grid: plot.layout.yaxis.gridcolor, text: plot.layout.hoverlabel.font.color,
      surface: plot.layout.hoverlabel.bgcolor, onPrice: plot.layout.hoverlabel.bgcolor, volumeOpacity: volume.marker.opacity, font: `12px ${style.fontFamily}`,
    };
    this.extend();
    this.view ??= this.firstView();
    setTimeout(() => this.rest());   // not into the middle of Plotly's own first drawing
  }

  firstView() {
    const { unit, first, last, length } = this.series, { width } = this;
    if (!length) return { from: Date.now() - 60 * unit, to: Date.now() };
    if (this.root.dataset.fit === "all") return { from: first - unit, to: last + 2 * unit };
    const span = unit * Math.max(40, Math.min(160, Math.round(width / 6)));
    return { from: last - span, to: last + span * 0.06 };
  }

  // {"candles": [[openTime, open, high, low, close, volume], …], "stop": price or null, "s": {"sma5": […]}}
  move(redraw = false) {
    const text = this.root.dataset.live, before = this.series.last, length = this.series.length;
    if (text) {
      const live = JSON.parse(text);
      live.candles.forEach(([at, o, h, l, c, v], i) => this.series.put({
        t: ms(at), o, h, l, c, v, s: Object.fromEntries(Object.entries(live.s ?? {}).map(([key, values]) => [key, values[i]])),
      }));
      this.stop = live.stop;
      this.extend();
      // Who stands at the newest candle goes along with it.
      if (this.view && length && this.series.last > before && this.view.to >= before) { const way = this.series.last - before; this.view = { from: this.view.from + way, to: this.view.to + way }; }
    }
    this.root.dataset.count = this.series.length;
    if (!this.view || !this.own) return;
    if (this.isMoving) this.paint();
    else if (redraw || this.series.last !== before || this.isOver()) this.rest();
    else this.atRest();
  }

  // What is in force grows to now; where the stop has risen its path takes a step.
  extend() {
    const now = this.series.last;
    if (!this.patterns || now === undefined) return;
    for (const trace of this.patterns) {
      if (trace.meta === "now") { trace.at = [ms(trace.x[0]), now]; trace.x = trace.at; }
      if (trace.meta !== "stop") continue;
      const xs = trace.x.map(ms), ys = [...trace.y], last = xs.length - 1;
      if (this.stop !== null && this.stop !== undefined && this.stop > ys[last]) { xs.push(now); ys.push(this.stop); }
      else if (xs[last] < now) { xs.push(now); ys.push(ys[last]); }
      const end = xs.length - 1;   // flat pieces are drawn by their two ends
      if (end >= 2 && ys[end] === ys[end - 1] && ys[end] === ys[end - 2]) { xs.splice(end - 1, 1); ys.splice(end - 1, 1); }
      [trace.x, trace.y, trace.at] = [xs, ys, xs];
    }
  }

  isOver() {
    const newest = this.series.length - 1, pane = this.drawn?.panes[0];
    return pane && this.view.to >= this.series.last && (this.series.h[newest] > pane.high || this.series.l[newest] < pane.low);
  }

  // ---- moving ----

  hold() { this.isHeld = true; this.point(null, null); }

  release() {
    this.isHeld = false;
    clearTimeout(this.settling);
    if (this.isMoving) this.settling = setTimeout(() => this.rest(), settle);
  }

  show(from, to) {
    if (!this.own || !this.series.length) return;
    this.isPulled = true;
    const { unit, first, last } = this.series, span = to - from, has = last - first + unit;
    const least = unit * fewest, most = Math.max(has * 1.2, least * 4);
    const clamped = Math.min(Math.max(span, least), most);
    if (clamped !== span) { const middle = (from + to) / 2; from = middle - clamped / 2; to = middle + clamped / 2; }
    const left = first - clamped * 0.6, right = last + clamped * 0.6;
    if (from < left) { to += left - from; from = left; }
    if (to > right) { from -= to - right; to = right; }
    this.view = { from, to };
    clearTimeout(this.settling);
    if (!this.isMoving) { this.isMoving = true; this.root.classList.add("cp-chart-moving"); }
    this.waiting ??= requestAnimationFrame(() => { this.waiting = null; this.paint(); this.wantOlder(); });
  }

  paint() {
    if (!this.isMoving) return;
    const frame = this.frame();
    const pen = ready(this.canvas, this.width, this.height);
    paintAll(pen, frame);
    paintNewest(pen, frame);
  }

  wantOlder() {
    if (this.asked || this.root.dataset.more !== "true") return;
    if (this.view.from > this.series.first + (this.view.to - this.view.from) / 2) return;
    const button = this.root.parentElement?.querySelector("[data-older]");
    if (!button || button.disabled) return;
    this.asked = true;
    setTimeout(() => button.click());   // not within a frame
  }

  // ---- at rest ----

  rest() {
    const plot = this.plot;
    clearTimeout(this.settling);
    if (!plot || !this.own || this.isHeld) return;
    const right = this.rightOf();
    const frame = this.frame(right), { seen } = frame, last = seen.t.length - 1;
    const traces = this.patterns.map((pattern, i) => this.traceOf(pattern, plot.data[i], seen, last));
    const layout = this.frameOf;
    Object.assign(layout.xaxis, { range: [this.view.from, this.view.to], autorange: false, tickmode: "array", tickvals: frame.times.values, ticktext: frame.times.texts, fixedrange: true, type: "date" });
    frame.panes.forEach(pane => Object.assign(layout[pane.axis], {
      range: [pane.low, pane.high], autorange: false, automargin: false, tickmode: "array", tickvals: pane.ticks.values, ticktext: pane.ticks.texts, fixedrange: true,
    }));
    [layout.margin.r, layout.margin.b] = [right, 26];
    [layout.shapes, layout.annotations] = this.holeMarks(frame);
    layout.datarevision = (layout.datarevision ?? 0) + 1;
    this.own = traces;
    window.Plotly.react(plot, traces, layout);
    this.isMoving = false;
    this.root.classList.remove("cp-chart-moving");
    this.root.dataset.drawn = seen.t.length;
    this.drawn = { panes: frame.panes.map(({ low, high }) => ({ low, high })) };
    const { box } = this.frame();   // a legend that has grown moves everything below it
    this.hand.style.cssText = `left:${box.left}px;width:${box.width}px;top:${box.top}px;height:${box.bottom - box.top}px`;
    this.readout.style.top = `${box.top}px`;
    this.atRest();
    this.wantOlder();
  }

  // The newest candle is the canvas's: it changes each second, and Plotly is not asked for that.
  traceOf(pattern, shown, seen, last) {
    const trace = { ...pattern, visible: shown?.visible ?? pattern.visible };
    if (trace.type === "candlestick") return Object.assign(trace, { x: seen.t.slice(0, last), open: seen.o.slice(0, last), high: seen.h.slice(0, last), low: seen.l.slice(0, last), close: seen.c.slice(0, last) });
    if (trace.meta === "volume") return Object.assign(trace, { x: seen.t.slice(0, last), y: seen.v.slice(0, last), width: seen.length * 0.8, marker: { ...trace.marker, color: seen.c.slice(0, last).map((close, i) => close >= seen.o[i] ? this.look.up : this.look.down) } });
    const key = lineOf(trace);
    if (!key) return trace;
    const x = [], y = [], values = seen.s[key] ?? [];
    for (let i = 0; i <= last; i++) {
      if (seen.torn.has(i) && i > 0) { x.push((seen.t[i - 1] + seen.t[i]) / 2); y.push(null); }
      x.push(seen.t[i]);
      y.push(values[i] ?? null);
    }
    return Object.assign(trace, { x, y });
  }

  atRest() {
    if (this.isMoving || !this.own) return;
    const frame = this.frame(), pen = ready(this.canvas, this.width, this.height);
    // Plotly's axes stand as they were drawn.
    if (this.drawn) frame.panes.forEach((pane, i) => Object.assign(pane, range(pane, this.drawn.panes[i].low, this.drawn.panes[i].high)));
    paintNewest(pen, frame);
    if (this.pointed) {
      const at = this.nearest(frame, this.pointed.x);
      if (at >= 0) paintCross(pen, frame, frame.seen.t[at], this.pointed.y === null ? null : this.pointed.y + frame.box.top);
    }
    this.read(frame);
  }

  point(x, y) {
    this.pointed = x === null ? null : { x, y };
    this.pointing ??= requestAnimationFrame(() => { this.pointing = null; this.atRest(); });
  }

  resized() {
    const [width, height] = [this.root.clientWidth, this.root.clientHeight];
    if (width === this.width && height === this.height) return;
    [this.width, this.height] = [width, height];
    if (!this.own || !this.view) return;
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.rest(), settle);
  }

  // ---- geometry ----

  frame(right) {
    const plot = this.plot, layout = plot._fullLayout, x = layout.xaxis;
    const size = layout._size, left = size.l, margin = right ?? size.r, width = this.width - left - margin;
    const view = this.view, seen = this.series.look(view.from, view.to, width);
    seen.torn = torn(seen, this.holes);
    const panes = this.panes(layout);
    for (const pane of panes) {
      const { low, high } = fit(pane, seen, view);
      Object.assign(pane, range(pane, low, high));
      pane.ticks = roundNumbers(low, high, pane.length, pane.kind === "price" ? Number(this.root.dataset.decimals) : null);
    }
    const newest = this.series.length - 1, bottom = Math.max(...panes.map(pane => pane.top + pane.length));
    const frame = {
      view, seen, panes, look: this.look, words: this.words, holes: this.holes, right: margin,
      box: { left, width, top: panes[0].top, bottom }, x: at => left + width * (at - view.from) / (view.to - view.from), times: roundTimes(view.from, view.to, width),
      newest: { open: seen.o.at(-1), close: this.series.c[newest] ?? 0, text: newest < 0 ? "" : plain(this.series.c[newest], Number(this.root.dataset.decimals)) },
      marks: this.patterns.filter(trace => trace.mode === "markers").flatMap(trace => trace.x.map((at, i) => ({ x: ms(at), y: trace.y[i], text: trace.text?.[i], buys: trace.marker.symbol === "triangle-up", name: trace.name }))),
    };
    this.box = frame.box;
    return frame;
  }

  panes(layout) {
    const names = Object.keys(layout).filter(name => /^yaxis\d*$/.test(name)).sort((a, b) => (Number(a.slice(5)) || 1) - (Number(b.slice(5)) || 1));
    return names.map(name => {
      const id = name.replace("axis", ""), traces = [], paths = [];
      for (const [i, trace] of this.patterns.entries()) {
        if ((trace.yaxis ?? "y") !== id || (this.plot.data[i]?.visible ?? true) !== true) continue;
        const key = lineOf(trace);
        if (key) traces.push({ key, bars: trace.type === "bar", colour: trace.line?.color ?? trace.marker.color, width: trace.line?.width ?? 1, dash: trace.line?.dash, name: trace.name });
        else if (trace.type === "scatter" && trace.mode === "lines") paths.push({ x: trace.at ??= trace.x.map(ms), y: trace.y, colour: trace.line.color, width: trace.line.width, dash: trace.line.dash, stepped: trace.line.shape === "hv" });
      }
      const kind = id === "y" ? "price" : id === "y2" ? "volume" : traces.some(trace => trace.key === "rsi") ? "index" : "study";
      return { axis: name, kind, traces, paths, lines: traces.map(trace => trace.key), top: layout[name]._offset, length: layout[name]._length };
    });
  }

  // Room for the widest price, so that no label is cut and the plot does not change its width each time it comes to rest.
  rightOf() {
    const pen = this.canvas.getContext("2d");
    pen.font = this.look.font;
    let widest = 34;
    const newest = this.series.length - 1, decimals = Number(this.root.dataset.decimals);
    if (newest >= 0) for (const value of [Math.max(...this.series.h), this.series.c[newest]]) widest = Math.max(widest, pen.measureText(plain(value, decimals)).width);
    return Math.ceil(widest) + 10;
  }

  holeMarks(frame) {
    const seen = this.holes.filter(([from, to]) => to > frame.view.from && from < frame.view.to);
    const shapes = seen.map(([from, to]) => ({ type: "rect", xref: "x", yref: "paper", x0: Math.max(from, frame.view.from), x1: Math.min(to, frame.view.to), y0: 0, y1: 1, line: { width: 0 }, fillcolor: this.look.muted, opacity: 0.14, layer: "below" }));
    const words = seen.map(([from, to]) => ({ xref: "x", yref: "paper", x: (Math.max(from, frame.view.from) + Math.min(to, frame.view.to)) / 2, y: 0.94, text: this.words.hole, showarrow: false, font: { color: this.look.muted, size: 12 } }));
    return [shapes, words];
  }

  // ---- reading ----

  nearest(frame, x) {
    const { t } = frame.seen, at = frame.view.from + (frame.view.to - frame.view.from) * x / frame.box.width;
    let best = -1;
    for (let i = 0; i < t.length; i++) if (best < 0 || Math.abs(t[i] - at) < Math.abs(t[best] - at)) best = i;
    return best;
  }

  read(frame) {
    const { seen } = frame, i = this.pointed && !this.isMoving ? this.nearest(frame, this.pointed.x) : seen.t.length - 1;
    if (i < 0) { this.readout.textContent = ""; return; }
    const decimals = Number(this.root.dataset.decimals), { words } = this;
    const number = value => plain(value, decimals);
    const parts = [
      [moment(seen.open[i], this.series.unit), this.look.text], [`${words.open} ${number(seen.o[i])}  ${words.high} ${number(seen.h[i])}  ${words.low} ${number(seen.l[i])}  ${words.close} ${number(seen.c[i])}`, seen.c[i] >= seen.o[i] ? this.look.up : this.look.down],
      [`${words.volume} ${short(seen.v[i])}`, this.look.muted],
    ];
    for (const pane of frame.panes) for (const trace of pane.traces) {
      const value = seen.s[trace.key]?.[i];
      if (value !== null && value !== undefined) parts.push([`${trace.name} ${pane.kind === "price" ? number(value) : pane.kind === "index" ? value.toFixed(1) : short(value)}`, trace.colour]);
    }
    for (const mark of frame.marks) if (this.pointed && Math.abs(mark.x - seen.t[i]) <= seen.length / 2) parts.push([`${mark.name} ${number(mark.y)} ${mark.text ?? ""}`, this.look.text]);
    if (seen.count > 1) parts.push([words.bundled.replace("{0}", seen.count), this.look.muted]);
    const text = parts.map(part => part[0]).join("|");
    if (text === this.said) return;
    this.said = text;
    this.readout.replaceChildren(...parts.map(([what, colour]) => Object.assign(document.createElement("span"), { textContent: what, style: `color:${colour}` })));
  }
}

function lineOf(trace) { return typeof trace.meta === "string" && trace.meta.startsWith("line:") ? trace.meta.slice(5) : null; }

function range(pane, low, high) { return { low, high, y: value => pane.top + pane.length * (high - value) / (high - low) }; }

// The candles before which something is not known: no line is joined over it.
function torn(seen, holes) {
  const before = new Set();
  for (const [from] of holes) { const i = seen.t.findIndex(at => at >= from); if (i > 0) before.add(i); }
  return before;
}
