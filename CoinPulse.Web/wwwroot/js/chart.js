// What Plotly.Blazor cannot do cheaply: move the last candle without sending the whole chart again. A page changes one attribute
// (data-last-candle) and this watches it; nothing else crosses the circuit.
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
    months, shortMonths: months, date: "%Y-%m-%d",
  },
};
(window.PlotlyLocales ??= []).push(korean);

const watching = new WeakSet();

new MutationObserver(changes => {
  for (const change of changes) {
    if (change.type === "attributes") move(change.target);
    else for (const node of change.addedNodes) if (node.nodeType === 1) for (const chart of find(node)) watch(chart);
  }
}).observe(document.documentElement, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-last-candle"] });
find(document.documentElement).forEach(watch);

function find(node) { return [...(node.matches?.("[data-last-candle]") ? [node] : []), ...node.querySelectorAll("[data-last-candle]")]; }

function watch(chart) {
  if (watching.has(chart)) return;
  watching.add(chart);
  move(chart);
}

// Attribute: [openTime, open, high, low, close]. The same time as the last candle replaces it, a later one is appended.
function move(chart) {
  const plot = chart.querySelector(".js-plotly-plot");
  const text = chart.getAttribute("data-last-candle");
  if (!plot?.data || !window.Plotly || !text) return;
  const trace = plot.data.find(t => t.type === "candlestick");
  if (!trace) return;
  const [at, open, high, low, close] = JSON.parse(text);
  const last = trace.x.length - 1;
  const here = last >= 0 && trace.x[last] === at ? last : (last < 0 || trace.x[last] < at) ? last + 1 : -1;
  if (here < 0) return;
  [trace.x[here], trace.open[here], trace.high[here], trace.low[here], trace.close[here]] = [at, open, high, low, close];
  plot.layout.datarevision = `${at}/${close}/${high}/${low}`;
  window.Plotly.react(plot, plot.data, plot.layout);
}
