// Notifications of the browser, while a page of ours is open in it. The wish belongs to this browser and is kept in it; it is asked for by a click and never by itself.
const wish = "coinpulse-notices";

export function state() {
  if (!("Notification" in window)) return "unsupported";
  if (Notification.permission === "denied") return "denied";
  return Notification.permission === "granted" && localStorage.getItem(wish) === "on" ? "on" : "off";
}

export async function turnOn(title, text) {
  if (!("Notification" in window)) return "unsupported";
  const answer = await Notification.requestPermission();
  if (answer !== "granted") return answer === "denied" ? "denied" : "off";
  try {
    new Notification(title, { body: text, tag: "coinpulse-on", icon: "/logo.svg" });
  } catch {
    return "unsupported";   // browsers of Android show them only through a service worker
  }
  localStorage.setItem(wish, "on");
  return "on";
}

export function turnOff() {
  localStorage.removeItem(wish);
  return state();
}

// Who looks at the page sees the bell. Several pages of one browser show one notification: the tag is the notice.
export function show(notices) {
  if (state() !== "on" || document.hasFocus()) return;
  for (const { id, title, text, path } of notices) {
    try {
      const shown = new Notification(title, { body: text, tag: id, icon: "/logo.svg" });
      shown.onclick = () => { window.focus(); location.assign(path); shown.close(); };
    } catch { return; }
  }
}
