// Shortcuts: ? opens the list, g then a letter goes somewhere, t switches the theme, x jumps to the stop switch. Never while somebody types.
let prefix = "";
let forget = 0;
let listener = null;

export function listen(shell) { listener = shell; document.addEventListener("keydown", onKey); document.documentElement.dataset.keys = "on"; }
export function stop() { listener = null; document.removeEventListener("keydown", onKey); }

function onKey(event) {
  if (!listener || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest?.("input, textarea, select, [contenteditable], [role=dialog], [role=textbox]")) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : "";
  if (!key) return;
  clearTimeout(forget);
  if (key === "g" && !prefix) {
    prefix = "g";
    forget = setTimeout(() => { prefix = ""; }, 1500);
    return;
  }
  const pressed = prefix + key;
  prefix = "";
  if (pressed === "x") { document.querySelector("[data-stop-switch]")?.focus(); event.preventDefault(); return; }
  if (["?", "t", "gd", "gt", "gs"].includes(pressed)) {
    event.preventDefault();
    listener.invokeMethodAsync("Press", pressed).catch(() => { });
  }
}
