// What Plotly.Blazor cannot do cheaply: move the newest candles and the stop without sending the whole chart again. A page changes one attribute
// (data-live) and this watches it; nothing else crosses the circuit.
const months = ["1월", "2월", "3월", "4월", "5월", "6월", "7월", "8월", "9월", "10월", "11월", "12월"];
const korean = {
  moduleType: "locale", name: "ko",
  dictionary: {
    "Autoscale": "자동 맞춤", "Box Select": "상자 선택", "Download plot as a PNG": "PNG로 저장", "Download plot as a png": "PNG로 저장",
    "Pan": "이동", "Reset axes": "처음으로", "Reset": "처음으로", "Zoom": "확대", "Zoom in": "확대", "Zoom out": "축소",
    "Double-click to zoom back out": "두 번 누르면 되돌아갑니다", "open:": "시가:", "high:": "고가:", "low:": "저가:", "close:": "종가:",
  },
  format: {
    days: ["일요일", "월요일", "화요일", "수요일", "목요일", "금요일", "토요일"], shortDays: ["일", "월", "화", "수", "목", "금", "토"],
    months, shortMonths: months, date: "%Y-%m-%d", year: "%Y년", month: "%Y년 %-m월", dayMonth: "%-m월 %-d일", dayMonthYear: "%Y년 %-m월 %-d일",
  },
};
(window.PlotlyLocales ??= []).push(korean);

const watching = new WeakSet();

new MutationObserver(changes => {
  for (const change of changes) {
    if (change.type === "attributes") move(change.target);
    else for (const node of change.addedNodes) if (node.nodeType === 1) for (const chart of find(node)) watch(chart);
  }
}).observe(document.documentElement, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-live"] });
find(document.documentElement).forEach(watch);

function find(node) { return [...(node.matches?.("[data-live]") ? [node] : []), ...node.querySelectorAll("[data-live]")]; }

function watch(chart) {
  if (watching.has(chart)) return;
  watching.add(chart);
  move(chart);
}

// Attribute: {"candles": [[openTime, open, high, low, close, volume], …], "stop": price or null}. A candle of a time that is drawn replaces it, a later one
// is appended; older ones are left alone.
function move(chart) {
  const plot = chart.querySelector(".js-plotly-plot");
  const text = chart.getAttribute("data-live");
  if (!plot?.data || !window.Plotly || !text) return;
  const candles = plot.data.find(t => t.type === "candlestick"), volume = plot.data.find(t => t.type === "bar");
  if (!candles) return;
  const live = JSON.parse(text);
  for (const candle of live.candles) put(candles, volume, candle);
  const now = candles.x[candles.x.length - 1];
  for (const trace of plot.data) {
    if (trace.meta === "stop") rise(trace, now, live.stop);
    else if (trace.meta === "now") trace.x[trace.x.length - 1] = now;
  }
  plot.layout.datarevision = text;
  window.Plotly.react(plot, plot.data, plot.layout);
}

function put(trace, volume, [at, open, high, low, close, traded]) {
  const last = trace.x.length - 1;
  const here = last < 0 || trace.x[last] < at ? last + 1 : trace.x.lastIndexOf(at);
  if (here < 0) return;
  [trace.x[here], trace.open[here], trace.high[here], trace.low[here], trace.close[here]] = [at, open, high, low, close];
  if (!volume) return;
  [volume.x[here], volume.y[here]] = [at, traded];
  volume.marker.color[here] = close >= open ? trace.increasing.fillcolor : trace.decreasing.fillcolor;
}

// The path holds until now; where the stop has risen it takes a step.
function rise(trace, now, stop) {
  const last = trace.x.length - 1;
  if (stop !== null && stop > trace.y[last]) { trace.x.push(now); trace.y.push(stop); }
  else if (trace.x[last] < now) { trace.x.push(now); trace.y.push(trace.y[last]); }
  const end = trace.x.length - 1;   // flat pieces are drawn by their two ends
  if (end >= 2 && trace.y[end] === trace.y[end - 1] && trace.y[end] === trace.y[end - 2]) { trace.x.splice(end - 1, 1); trace.y.splice(end - 1, 1); }
}
