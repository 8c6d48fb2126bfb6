// A phone that sleeps loses its connection. Come back quietly: rejoin, else resume, else load the same address again.
const bar = document.getElementById("components-reconnect-modal");
let again = 0;

bar?.addEventListener("components-reconnect-state-changed", ({ detail }) => {
  if (detail.state === "rejected" || detail.state === "resume-failed") location.reload();
  else if (detail.state === "paused" && !document.hidden) resume();
  else if (detail.state === "failed") retryLater();
});
bar?.querySelector("[data-reconnect]")?.addEventListener("click", rejoin);
document.addEventListener("visibilitychange", comeBack);
window.addEventListener("online", comeBack);

function isLost() { return bar?.classList.contains("components-reconnect-failed"); }

function comeBack() {
  if (document.hidden) return;
  if (bar?.classList.contains("components-reconnect-paused")) resume();
  else if (isLost()) rejoin();
}

function retryLater() {
  clearTimeout(again);
  again = setTimeout(() => { if (isLost()) rejoin(); }, 10_000);
}

async function rejoin() {
  clearTimeout(again);
  try {
    if (!await Blazor.reconnect()) await resume();
  } catch {
    retryLater();
  }
}

async function resume() {
  try {
    if (!await Blazor.resumeCircuit()) location.reload();
  } catch {
    retryLater();
  }
}
