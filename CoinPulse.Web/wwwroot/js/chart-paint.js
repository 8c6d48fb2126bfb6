// Paints a chart on a canvas: the whole of it while it moves (Plotly needs a tenth of a second to draw it, a frame has a sixtieth), and at rest the newest
// candle and the cross over Plotly's drawing.
export function ready(canvas, width, height) {
  const ratio = window.devicePixelRatio || 1;
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
  }
  const pen = canvas.getContext("2d");
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.clearRect(0, 0, width, height);
  return pen;
}

export function paintAll(pen, frame) {
  const { box, panes, times, look } = frame;
  pen.font = look.font;
  pen.textBaseline = "middle";
  for (const pane of panes) {
    pen.strokeStyle = look.grid;
    pen.fillStyle = look.muted;
    pen.lineWidth = 1;
    pen.beginPath();
    for (let i = 0; i < pane.ticks.values.length; i++) {
      const y = Math.round(pane.y(pane.ticks.values[i])) + 0.5;
      pen.moveTo(box.left, y);
      pen.lineTo(box.left + box.width, y);
      pen.fillText(pane.ticks.texts[i], box.left + box.width + 4, y);
    }
    pen.stroke();
  }
  pen.textAlign = "center";
  for (let i = 0; i < times.values.length; i++) pen.fillText(times.texts[i], frame.x(times.values[i]), box.bottom + 14);
  pen.textAlign = "left";

  pen.save();
  pen.beginPath();
  pen.rect(box.left, 0, box.width, box.bottom);
  pen.clip();
  holes(pen, frame);
  candles(pen, frame, 0);
  for (const pane of panes) for (const trace of pane.traces) line(pen, frame, pane, trace);
  for (const pane of panes) for (const path of pane.paths) steps(pen, frame, pane, path);
  for (const mark of frame.marks) triangle(pen, frame, mark);
  pen.restore();
}

// The newest candle alone, and where its price stands.
export function paintNewest(pen, frame) {
  const { box, look, seen } = frame, last = seen.t.length - 1;
  if (last < 0) return;
  pen.save();
  pen.beginPath();
  pen.rect(box.left, 0, box.width, box.bottom);
  pen.clip();
  candles(pen, frame, last);
  pen.restore();
  price(pen, frame, frame.newest.close, frame.newest.close >= frame.newest.open ? look.up : look.down, [2, 3]);
}

export function paintCross(pen, frame, at, y) {
  const { box, look } = frame, x = frame.x(at);
  pen.strokeStyle = look.text;
  pen.globalAlpha = 0.55;
  pen.lineWidth = 1;
  pen.setLineDash([3, 3]);
  pen.beginPath();
  pen.moveTo(Math.round(x) + 0.5, box.top);
  pen.lineTo(Math.round(x) + 0.5, box.bottom);
  if (y !== null) { pen.moveTo(box.left, Math.round(y) + 0.5); pen.lineTo(box.left + box.width, Math.round(y) + 0.5); }
  pen.stroke();
  pen.setLineDash([]);
  pen.globalAlpha = 1;
}

function candles(pen, frame, from) {
  const { seen, look, x } = frame, price = frame.panes[0], volume = frame.panes[1];
  const wide = Math.max(1, frame.box.width * seen.length / (frame.view.to - frame.view.from));
  const body = Math.max(1, wide * 0.6), foot = volume.y(0);
  for (const rises of [true, false]) {
    pen.fillStyle = rises ? look.up : look.down;
    pen.globalAlpha = look.volumeOpacity;
    for (let i = from; i < seen.t.length; i++) {
      if ((seen.c[i] >= seen.o[i]) !== rises) continue;
      const top = volume.y(seen.v[i]);
      pen.fillRect(x(seen.t[i]) - wide * 0.4, top, Math.max(1, wide * 0.8), foot - top);
    }
    pen.globalAlpha = 1;
    for (let i = from; i < seen.t.length; i++) {
      if ((seen.c[i] >= seen.o[i]) !== rises) continue;
      const middle = x(seen.t[i]), top = price.y(Math.max(seen.o[i], seen.c[i])), bottom = price.y(Math.min(seen.o[i], seen.c[i])), high = price.y(seen.h[i]);
      pen.fillRect(middle - 0.5, high, 1, price.y(seen.l[i]) - high);
      pen.fillRect(middle - body / 2, top, body, Math.max(1, bottom - top));
    }
  }
}

function line(pen, frame, pane, trace) {
  const values = frame.seen.s[trace.key];
  if (!values) return;
  if (trace.bars) {
    pen.fillStyle = trace.colour;
    pen.globalAlpha = 0.5;
    const wide = Math.max(1, frame.box.width * frame.seen.length / (frame.view.to - frame.view.from) * 0.8), zero = pane.y(0);
    for (let i = 0; i < values.length; i++) {
      if (values[i] === null) continue;
      const y = pane.y(values[i]);
      pen.fillRect(frame.x(frame.seen.t[i]) - wide / 2, Math.min(y, zero), wide, Math.abs(y - zero));
    }
    pen.globalAlpha = 1;
    return;
  }
  pen.strokeStyle = trace.colour;
  pen.lineWidth = trace.width;
  pen.setLineDash(dashes[trace.dash] ?? []);
  pen.beginPath();
  let joined = false;
  for (let i = 0; i < values.length; i++) {
    if (values[i] === null || frame.seen.torn.has(i)) joined = false;
    if (values[i] === null) continue;
    if (joined) pen.lineTo(frame.x(frame.seen.t[i]), pane.y(values[i])); else pen.moveTo(frame.x(frame.seen.t[i]), pane.y(values[i]));
    joined = true;
  }
  pen.stroke();
  pen.setLineDash([]);
}

function steps(pen, frame, pane, path) {
  pen.strokeStyle = path.colour;
  pen.lineWidth = path.width;
  pen.setLineDash(dashes[path.dash] ?? []);
  pen.beginPath();
  for (let i = 0; i < path.x.length; i++) {
    const x = frame.x(path.x[i]), y = pane.y(path.y[i]);
    if (i === 0) pen.moveTo(x, y);
    else { if (path.stepped) pen.lineTo(x, pane.y(path.y[i - 1])); pen.lineTo(x, y); }
  }
  pen.stroke();
  pen.setLineDash([]);
}

function triangle(pen, frame, mark) {
  const x = frame.x(mark.x), y = frame.panes[0].y(mark.y), up = mark.buys ? -1 : 1;
  pen.fillStyle = frame.look.text;
  pen.strokeStyle = frame.look.surface;
  pen.lineWidth = 2;
  pen.beginPath();
  pen.moveTo(x, y + 8 * up);
  pen.lineTo(x - 7, y - 5 * up);
  pen.lineTo(x + 7, y - 5 * up);
  pen.closePath();
  pen.fill();
  pen.stroke();
}

function holes(pen, frame) {
  for (const [from, to] of frame.holes) {
    const left = Math.max(frame.x(from), frame.box.left), right = Math.min(frame.x(to), frame.box.left + frame.box.width);
    if (right <= left) continue;
    pen.fillStyle = frame.look.muted;
    pen.globalAlpha = 0.14;
    pen.fillRect(left, frame.box.top, right - left, frame.box.bottom - frame.box.top);
    pen.globalAlpha = 1;
    if (right - left > pen.measureText(frame.words.hole).width + 8) {
      pen.textAlign = "center";
      pen.fillText(frame.words.hole, (left + right) / 2, frame.box.top + 34);
      pen.textAlign = "left";
    }
  }
}

function price(pen, frame, value, colour, dash) {
  const pane = frame.panes[0], y = pane.y(value);
  if (y < pane.top || y > pane.top + pane.length) return;
  pen.strokeStyle = colour;
  pen.lineWidth = 1;
  pen.setLineDash(dash);
  pen.beginPath();
  pen.moveTo(frame.box.left, Math.round(y) + 0.5);
  pen.lineTo(frame.box.left + frame.box.width, Math.round(y) + 0.5);
  pen.stroke();
  pen.setLineDash([]);
  pen.font = frame.look.font;
  pen.fillStyle = colour;
  pen.fillRect(frame.box.left + frame.box.width, y - 9, frame.right, 18);
  pen.fillStyle = frame.look.onPrice;
  pen.textBaseline = "middle";
  pen.fillText(frame.newest.text, frame.box.left + frame.box.width + 4, y);
}

const dashes = { dash: [7, 5], dot: [2, 3], dashdot: [7, 3, 2, 3] };
