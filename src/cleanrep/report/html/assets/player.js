/* One cursor for graph and video: dragging the graph moves the video, the playing video moves the cursor. */
function makePlayer(plot, holder, figures) {
  const video = document.getElementById("video"), readout = document.getElementById("readout");
  const line = document.createElement("div"), dot = document.createElement("div");
  line.className = "cursor-line";
  dot.className = "cursor-dot";
  plot.over.append(line, dot);
  const words = ["up", "top", "down", "bottom"];
  let time = plot.whole[0], wanted = null, hasVideo = video !== null;

  function placeAt(seconds) {
    const x = plot.toX(seconds), value = plot.angleAt(seconds);
    const isInside = x >= 0 && x <= plot.over.clientWidth;
    line.hidden = !isInside;
    dot.hidden = !isInside || value === null;
    line.style.left = dot.style.left = x + "px";
    if (value !== null) dot.style.top = plot.toY(value) + "px";
    return value;
  }

  function describe(seconds, value) {
    const parts = [seconds.toFixed(1) + " s"];
    const rep = figures.repetitions.find(item => seconds >= item.times_s[0] && seconds < (item.times_s[4] ?? item.times_s[3]));
    if (rep) {
      const phase = words.findIndex((_, i) => seconds < (rep.times_s[i + 1] ?? Infinity));
      parts.push("rep " + rep.index, words[phase < 0 ? 3 : phase]);
    }
    parts.push(value === null ? "not seen" : String(Math.round(value)).replace("-", "−") + "°");
    return parts.join(" · ");
  }

  function show(seconds) {
    time = Math.min(Math.max(seconds, plot.whole[0]), plot.whole[1]);
    const text = describe(time, placeAt(time));
    readout.textContent = text;
    holder.setAttribute("aria-valuenow", time.toFixed(1));
    holder.setAttribute("aria-valuetext", text);
  }

  function seek(seconds) {
    show(seconds);
    if (!hasVideo) return;
    wanted = Math.max(time - figures.video_start_s, 0);
    if (!video.seeking) next();
  }

  function next() {
    if (wanted === null || video.readyState < 1) return;
    const target = wanted;
    wanted = null;
    video.currentTime = target;
  }

  function follow() {
    if (wanted === null && !video.seeking) show(video.currentTime + figures.video_start_s);
    if (!video.paused) requestAnimationFrame(follow);
  }

  function toggle() {
    video.paused ? video.play() : video.pause();
  }

  function addControls() {
    // The browser's own controls would lie over the strip with phase and counts.
    video.controls = false;
    const play = document.getElementById("play"), slow = document.getElementById("slow");
    document.getElementById("controls").hidden = false;
    const show = () => (play.textContent = video.paused ? "Play" : "Pause");
    for (const name of ["play", "pause", "ended"]) video.addEventListener(name, show);
    for (const target of [play, video]) target.addEventListener("click", toggle);
    slow.addEventListener("click", () => {
      video.playbackRate = video.playbackRate === 1 ? 0.5 : 1;
      slow.setAttribute("aria-pressed", String(video.playbackRate !== 1));
    });
  }

  function listenToVideo() {
    addControls();
    video.addEventListener("play", () => requestAnimationFrame(follow));
    video.addEventListener("timeupdate", follow);
    video.addEventListener("seeked", () => (wanted === null ? follow() : next()));
    video.addEventListener("loadedmetadata", next);
    video.addEventListener("error", () => {
      hasVideo = false;
      video.hidden = document.getElementById("controls").hidden = true;
      document.getElementById("video-missing").hidden = false;
    });
  }

  function listenToGraph() {
    const at = event => plot.toTime(event.clientX - plot.over.getBoundingClientRect().left);
    plot.over.addEventListener("pointerdown", event => {
      plot.over.setPointerCapture(event.pointerId);
      if (hasVideo) video.pause();
      seek(at(event));
    });
    plot.over.addEventListener("pointermove", event => {
      if (plot.over.hasPointerCapture(event.pointerId)) seek(at(event));
    });
    holder.addEventListener("keydown", event => {
      const starts = figures.repetitions.map(rep => rep.times_s[0]);
      const moves = {
        ArrowLeft: () => time - figures.frame_s,
        ArrowRight: () => time + figures.frame_s,
        PageUp: () => starts.findLast(start => start < time - 0.05) ?? plot.whole[0],
        PageDown: () => starts.find(start => start > time + 0.05) ?? plot.whole[1],
        Home: () => plot.whole[0],
        End: () => plot.whole[1],
      };
      if (event.key === " " && hasVideo) toggle();
      else if (moves[event.key]) seek(moves[event.key]());
      else return;
      event.preventDefault();
    });
  }

  if (hasVideo) listenToVideo();
  if (hasVideo && video.error) video.dispatchEvent(new Event("error"));
  listenToGraph();
  show(time);
  return { seek, refresh: () => placeAt(time) };
}
