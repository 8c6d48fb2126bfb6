// Runs before the first paint, so that no page flashes in the wrong theme. The choice lives in cookies, which the server reads too.
(() => {
  const root = document.documentElement;
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const read = name => document.cookie.split("; ").find(c => c.startsWith(name + "="))?.slice(name.length + 1);
  const write = (name, value) => { document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=lax`; };

  const paint = () => {
    const choice = read("cp-theme") ?? "system";
    root.dataset.theme = choice === "system" ? (dark.matches ? "dark" : "light") : choice;
    root.dataset.rise = read("cp-rise") ?? "red";
    root.dataset.density = read("cp-density") ?? "comfortable";
    write("cp-system", dark.matches ? "dark" : "light");
  };

  window.coinpulseDisplay = {
    set(name, value) { write(name, value); paint(); },
    isDark: () => root.dataset.theme === "dark",
    watchSystem(listener) {
      const tell = () => listener.invokeMethodAsync("SystemThemeChanged", dark.matches).catch(() => { });
      dark.addEventListener("change", tell);
      tell();   // on a first visit the server could not know
    },
  };

  // The language of one browser is one: a tab that is open follows the one in which it was changed.
  try { localStorage.setItem("cp-language", root.lang); } catch { /* a browser that keeps nothing has nothing to follow */ }
  window.addEventListener("storage", event => {
    if (event.key === "cp-language" && event.newValue && event.newValue !== root.lang && document.querySelector(".cp-shell")) location.reload();
  });

  dark.addEventListener("change", paint);
  // Pages without a circuit switch by plain buttons: <button data-cp-set="cp-theme=dark">.
  document.addEventListener("click", event => {
    const [name, value] = event.target.closest?.("[data-cp-set]")?.dataset.cpSet.split("=") ?? [];
    if (name?.startsWith("cp-")) window.coinpulseDisplay.set(name, value);
  });
  paint();
})();
