// A press that is not kept yet says so: its button is busy until the server has answered, and who closes the page before that is asked.
// A page raises the number in data-saves when what was pressed is kept; nothing else crosses the circuit.
const waiting = new Set();

document.addEventListener("click", event => {
  const button = event.target.closest?.("[data-saves]");
  if (!button || button.disabled) return;
  if (waiting.has(button)) { event.preventDefault(); event.stopImmediatePropagation(); return; }   // one press at a time
  waiting.add(button);
  button.setAttribute("aria-busy", "true");
}, true);

new MutationObserver(changes => {
  for (const { target } of changes) settle(target);
  for (const button of waiting) if (!button.isConnected) waiting.delete(button);
}).observe(document.documentElement, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-saves"] });

window.addEventListener("beforeunload", event => { if (waiting.size > 0) event.preventDefault(); });

// A form leaves on purpose (the stop switch without a circuit is one), and a lost circuit has nothing left to wait for.
document.addEventListener("submit", () => waiting.clear(), true);
document.getElementById("components-reconnect-modal")?.addEventListener("components-reconnect-state-changed", ({ detail }) => {
  if (detail.state === "rejected" || detail.state === "resume-failed") waiting.clear();
});

function settle(button) {
  if (!waiting.delete(button)) return;
  button.removeAttribute("aria-busy");
}
