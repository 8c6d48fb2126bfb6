// Drags, wheels, pinches and keys over a chart, as moves of its view. One finger up or down scrolls the page as everywhere (touch-action in app.css).
export function attach(hand, chart) {
  const fingers = new Map();
  let begun = null;

  // Where the plot stands is asked when a gesture begins, not with each of its moves: the answer may cost a layout.
  let edge = hand.getBoundingClientRect();
  const look = () => { edge = hand.getBoundingClientRect(); };
  const place = event => event.clientX - edge.left;
  const begin = () => {
    const xs = [...fingers.values()];
    begun = { view: { ...chart.view }, width: chart.box.width, middle: average(xs), apart: xs.length > 1 ? Math.abs(xs[0] - xs[1]) : 0 };
  };

  hand.addEventListener("pointerdown", event => {
    if (event.button > 0 || fingers.size === 2) return;
    if (fingers.size === 0) look();
    fingers.set(event.pointerId, place(event));
    hand.setPointerCapture(event.pointerId);
    begin();
  });

  hand.addEventListener("pointermove", event => {
    if (!fingers.has(event.pointerId)) { if (event.pointerType === "mouse") { look(); chart.point(place(event), event.clientY - edge.top); } return; }
    const before = fingers.get(event.pointerId), now = place(event);
    if (fingers.size === 1 && !chart.isHeld && Math.abs(now - begun.middle) < 4) return;   // a tap is no drag
    if (before === now) return;
    fingers.set(event.pointerId, now);
    const xs = [...fingers.values()], span = begun.view.to - begun.view.from;
    const zoom = begun.apart > 0 ? begun.apart / Math.max(24, Math.abs(xs[0] - xs[1])) : 1;
    const under = begun.view.from + span * begun.middle / begun.width;   // stays under the fingers
    const from = under - span * zoom * average(xs) / begun.width;
    chart.hold();
    chart.show(from, from + span * zoom);
  });

  const lift = event => {
    if (!fingers.delete(event.pointerId)) return;
    if (fingers.size > 0) { begin(); return; }
    if (!chart.isHeld && event.type === "pointerup") chart.point(place(event), null);
    chart.release();
  };
  hand.addEventListener("pointerup", lift);
  hand.addEventListener("pointercancel", lift);
  hand.addEventListener("pointerleave", event => { if (event.pointerType === "mouse" && fingers.size === 0) chart.point(null, null); });

  hand.addEventListener("wheel", event => {
    event.preventDefault();
    if (!chart.isMoving) look();
    const { from, to } = chart.view, span = to - from, pixels = event.deltaMode === 1 ? 30 : event.deltaMode === 2 ? 300 : 1;
    if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      const way = span * event.deltaX * pixels / chart.box.width;
      chart.show(from + way, to + way);
    } else {
      const zoom = Math.exp(Math.max(-300, Math.min(300, event.deltaY * pixels)) * 0.0015), under = from + span * place(event) / chart.box.width;
      chart.show(under - (under - from) * zoom, under + (to - under) * zoom);
    }
    chart.release();
  }, { passive: false });

  hand.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { from, to } = chart.view, span = to - from, middle = (from + to) / 2;
    const views = {
      ArrowLeft: [from - span / 8, to - span / 8], ArrowRight: [from + span / 8, to + span / 8],
      "+": [middle - span / 2.5, middle + span / 2.5], "=": [middle - span / 2.5, middle + span / 2.5], "-": [middle - span / 1.6, middle + span / 1.6],
      Home: [chart.series.first - span * 0.1, chart.series.first + span * 0.9], End: [chart.series.last - span * 0.95, chart.series.last + span * 0.05],
    };
    const view = views[event.key];
    if (!view) return;
    event.preventDefault();
    event.stopPropagation();
    chart.show(...view);
    chart.release();
  });
}

function average(numbers) { return numbers.reduce((sum, number) => sum + number, 0) / Math.max(1, numbers.length); }
