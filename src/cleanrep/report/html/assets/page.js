/* The page itself: which repetition is open, zoom, theme. */
(() => {
  const figures = JSON.parse(document.getElementById("figures").textContent);
  const holder = document.getElementById("plot");
  const plot = makePlot(holder, figures);
  const player = makePlayer(plot, holder, figures);
  const links = [...document.querySelectorAll("a.rep")];
  const details = [...document.querySelectorAll(".detail")];
  const zoom = document.getElementById("zoom");

  function open(index) {
    for (const detail of details) detail.hidden = detail.id !== "rep-" + index;
    for (const link of links) link.setAttribute("aria-expanded", String(link.dataset.rep === String(index)));
    plot.choose(index);
  }

  function zoomTo(rep) {
    const [start, , , end] = rep.times_s;
    plot.show(Math.max(start - 0.8, plot.whole[0]), Math.min(end + 0.8, plot.whole[1]));
    zoom.hidden = false;
    player.refresh();
  }

  for (const link of links) {
    link.addEventListener("click", event => {
      event.preventDefault();
      const rep = figures.repetitions.find(item => String(item.index) === link.dataset.rep);
      open(rep.index);
      zoomTo(rep);
      player.seek(rep.faults.length ? rep.faults[0].time_s : rep.times_s[0]);
      const detail = document.getElementById("rep-" + rep.index);
      detail.focus({ preventScroll: true });
      detail.scrollIntoView({ block: "nearest" });
    });
  }
  for (const button of document.querySelectorAll("button.seek")) {
    button.addEventListener("click", () => {
      player.seek(Number(button.dataset.time));
      document.querySelector(".watch").scrollIntoView({ block: "start" });
    });
  }
  zoom.addEventListener("click", () => {
    plot.show(...plot.whole);
    zoom.hidden = true;
    player.refresh();
  });
  const worst = figures.repetitions.find(rep => rep.level === "critical") || figures.repetitions.find(rep => rep.level === "fault");
  open(worst ? worst.index : null);
  if (figures.repetitions.length) player.seek(figures.repetitions[0].times_s[0]);
  new ResizeObserver(() => requestAnimationFrame(player.refresh)).observe(holder);

  const theme = document.getElementById("theme"), root = document.documentElement;
  const prefersDark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : prefersDark.matches);
  const showTheme = () => {
    theme.textContent = isDark() ? "Light" : "Dark";
    theme.setAttribute("aria-label", isDark() ? "Use light colours" : "Use dark colours");
    plot.redraw();
  };
  theme.hidden = false;
  theme.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    showTheme();
  });
  prefersDark.addEventListener("change", showTheme);
  // Paper is light: the graph is drawn for it, and as before afterwards.
  let before;
  addEventListener("beforeprint", () => {
    before = root.dataset.theme;
    root.dataset.theme = "light";
    plot.redraw();
  });
  addEventListener("afterprint", () => {
    if (before) root.dataset.theme = before;
    else delete root.dataset.theme;
    plot.redraw();
  });
  showTheme();
})();
