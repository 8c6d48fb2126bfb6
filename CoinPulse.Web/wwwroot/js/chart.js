// Finds the price charts of a page and gives each its script. The Korean words of Plotly are here because they must lie ready before its own script runs.
import { PriceChart } from "./chart-price.js";

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

const charts = new WeakMap();

new MutationObserver(changes => {
  for (const change of changes) for (const node of change.addedNodes) if (node instanceof HTMLElement) find(node);   // not each line that Plotly draws
}).observe(document.documentElement, { subtree: true, childList: true });
find(document.documentElement);

function find(node) {
  for (const root of [...(node.matches?.("[data-chart]") ? [node] : []), ...node.querySelectorAll("[data-chart]")]) {
    if (!charts.has(root)) charts.set(root, new PriceChart(root));
  }
}
