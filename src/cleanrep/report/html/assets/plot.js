"use strict";
/* The trunk angle over time: phases shaded, straight as a band, faults as marks with their words. */
function makePlot(holder, figures) {
  const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const font = '13px system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif';
  const words = ["up", "top", "down", "bottom"];
  const scaleDpr = () => devicePixelRatio || 1;
  let chosen = null;

  function drawGround(u) {
    const { ctx } = u, { left, top, width, height } = u.bbox;
    ctx.save();
    ctx.beginPath();
    ctx.rect(left, top, width, height);
    ctx.clip();
    for (const rep of figures.repetitions) {
      for (let i = 0; i < 3; i++) {
        shade(u, rep.times_s[i], rep.times_s[i + 1], i === 1 ? css("--accent-soft") : css("--soft"));
      }
    }
    if (figures.neutral_deg) {
      const [a, b] = figures.neutral_deg.map(value => u.valToPos(value, "y", true));
      ctx.globalAlpha = 0.25;
      ctx.fillStyle = css("--accent");
      ctx.fillRect(left, Math.min(a, b), width, Math.abs(a - b));
      ctx.globalAlpha = 1;
    }
    ctx.restore();
  }

  function shade(u, start, end, color) {
    const x = u.valToPos(start, "x", true);
    u.ctx.fillStyle = color;
    u.ctx.fillRect(x, u.bbox.top, Math.max(u.valToPos(end, "x", true) - x, 1), u.bbox.height);
  }

  function drawWords(u) {
    const { ctx } = u, { left, top, width, height } = u.bbox, ratio = scaleDpr();
    ctx.save();
    ctx.beginPath();
    ctx.rect(left, top, width, height);
    ctx.clip();
    ctx.font = font.replace("13px", 13 * ratio + "px");
    ctx.textBaseline = "middle";
    const fits = (text, start, end) => ctx.measureText(text).width + 6 * ratio < u.valToPos(end, "x", true) - u.valToPos(start, "x", true);
    ctx.textAlign = "center";
    for (const rep of figures.repetitions) {
      const t = rep.times_s, isChosen = rep.index === chosen;
      const middle = u.valToPos((t[0] + t[3]) / 2, "x", true);
      ctx.fillStyle = isChosen ? css("--ink") : css("--quiet");
      const name = (isChosen ? "rep " : "") + rep.index;
      if (fits(String(rep.index), t[0], t[3])) ctx.fillText(name, middle, top + height - 10 * ratio);
      const names = words.map((word, i) => [word, t[i], t[i + 1]]).filter(item => item[2] !== null && item[2] !== undefined);
      if (names.slice(0, 3).every(item => fits(item[0], item[1], item[2]))) {
        ctx.fillStyle = css("--quiet");
        for (const [word, start, end] of names) {
          if (fits(word, start, end)) ctx.fillText(word, u.valToPos((start + end) / 2, "x", true), top + height - 28 * ratio);
        }
      }
    }
    if (figures.neutral_deg) {
      // Above the band: the curve runs through it.
      const y = Math.min(...figures.neutral_deg.map(value => u.valToPos(value, "y", true))) - 8 * ratio;
      ctx.textAlign = "left";
      ctx.fillStyle = css("--accent");
      ctx.fillText("straight", left + 6 * ratio, y);
    }
    drawFaults(u, ratio);
    ctx.restore();
  }

  function drawFaults(u, ratio) {
    const { ctx } = u, { left, top, width } = u.bbox;
    const ends = [-Infinity, -Infinity];
    ctx.textAlign = "center";
    for (const rep of figures.repetitions) {
      rep.faults.slice(0, 1).forEach(fault => {
        const x = u.valToPos(fault.time_s, "x", true), value = angleAt(fault.time_s);
        if (value === null || x < left || x > left + width) return;
        const y = u.valToPos(value, "y", true);
        ctx.fillStyle = css(fault.level === "critical" ? "--red" : "--amber");
        drawMark(ctx, x, y, 6 * ratio, fault.level);
        const half = ctx.measureText(fault.text).width / 2;
        const center = Math.min(Math.max(x, left + half + 2 * ratio), left + width - half - 2 * ratio);
        const row = ends.findIndex(end => center - half > end + 8 * ratio);
        if (row < 0) return;
        ends[row] = center + half;
        ctx.fillText(fault.text, center, Math.max(top + (10 + 17 * row) * ratio, 0));
        ctx.fillRect(x - ratio / 2, top + (18 + 17 * row) * ratio, ratio, Math.max(y - top - (26 + 17 * row) * ratio, 0));
      });
    }
  }

  function drawMark(ctx, x, y, size, level) {
    const corners = level === "critical" ? 8 : 3;
    ctx.beginPath();
    for (let i = 0; i < corners; i++) {
      const angle = (2 * Math.PI * (i + (corners === 8 ? 0.5 : 0))) / corners - Math.PI / 2;
      ctx.lineTo(x + size * Math.cos(angle), y + size * Math.sin(angle));
    }
    ctx.closePath();
    ctx.fill();
  }

  function angleAt(time) {
    const at = nearest(figures.time_s, time);
    for (const i of [at, at - 1, at + 1]) {
      if (typeof figures.angle_deg[i] === "number") return figures.angle_deg[i];
    }
    return null;
  }

  function nearest(times, time) {
    let low = 0, high = times.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (times[middle] < time) low = middle + 1; else high = middle;
    }
    return low > 0 && time - times[low - 1] < times[low] - time ? low - 1 : low;
  }

  const seen = figures.angle_deg.filter(value => value !== null).concat(figures.neutral_deg || []);
  const bounds = seen.reduce(([a, b], value) => [Math.min(a, value), Math.max(b, value)], seen.length ? [seen[0], seen[0]] : [0, 1]);
  const span = bounds[1] - bounds[0] || 1;
  // Room for the words of faults beyond the top and for the phases beyond the bottom.
  const topRoom = 0.24 * span, bottomRoom = 0.2 * span;
  const range = figures.is_top_up ? [bounds[0] - topRoom, bounds[1] + bottomRoom] : [bounds[0] - bottomRoom, bounds[1] + topRoom];
  const axis = { stroke: () => css("--quiet"), font, grid: { stroke: () => css("--line"), width: 1 }, ticks: { show: false } };
  const whole = [figures.time_s[0] || 0, figures.time_s[figures.time_s.length - 1] || 1];
  const u = new uPlot({
    width: holder.clientWidth,
    height: holder.clientHeight,
    legend: { show: false },
    cursor: { show: false },
    padding: [8, 12, 0, 0],
    scales: { x: { time: false, range: (_, a, b) => [a, b] }, y: { range: () => range, dir: figures.is_top_up ? -1 : 1 } },
    axes: [
      { ...axis, size: 36, values: (_, ticks) => ticks.map(tick => tick + " s") },
      { ...axis, size: 48, values: (_, ticks) => ticks.map(tick => String(tick).replace("-", "−") + "°") },
    ],
    series: [{}, { stroke: () => css("--ink"), width: 1.75, points: { show: false }, spanGaps: false }],
    hooks: { drawClear: [drawGround], draw: [drawWords] },
  }, [figures.time_s, figures.angle_deg], holder);

  new ResizeObserver(() => u.setSize({ width: holder.clientWidth, height: holder.clientHeight })).observe(holder);
  return {
    over: u.over,
    whole,
    angleAt,
    toTime: x => u.posToVal(x, "x"),
    toX: time => u.valToPos(time, "x"),
    toY: value => u.valToPos(value, "y"),
    redraw: () => u.redraw(false, true),
    choose: index => { chosen = index; u.redraw(false); },
    show: (start, end) => u.setScale("x", { min: start, max: end }),
  };
}
