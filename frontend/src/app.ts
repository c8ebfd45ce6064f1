// What every page has: the style, the theme switch, forms that ask first, choices that go along, and htmx for parts of pages.
import "./app.css";
import htmx from "htmx.org";
import { carryChoices } from "./choice";

const THEME = "cleanrep.theme";

function applyTheme(theme: string | null): void {
  if (theme) document.documentElement.dataset.theme = theme;
}

function switchTheme(): void {
  const isDark = matchMedia("(prefers-color-scheme: dark)").matches;
  const current = document.documentElement.dataset.theme ?? (isDark ? "dark" : "light");
  const next = current === "dark" ? "light" : "dark";
  localStorage.setItem(THEME, next);
  applyTheme(next);
}

function askFirst(event: SubmitEvent): void {
  const question = (event.target as HTMLFormElement).dataset.ask;
  if (question && !confirm(question)) event.preventDefault();
}

// The pairing code comes behind the # of the scanned address, which no server and no log sees.
function fillPairingCode(): void {
  const form = document.querySelector<HTMLFormElement>("#pair");
  const code = location.hash.slice(1);
  if (!form || !/^[0-9]{8}$/.test(code)) return;
  history.replaceState(null, "", location.pathname);
  form.querySelector("input")!.value = code;
  form.submit();
}

applyTheme(localStorage.getItem(THEME));
document.querySelector("#theme")?.addEventListener("click", switchTheme);
document.addEventListener("submit", askFirst);
fillPairingCode();
carryChoices();
window.addEventListener("hashchange", fillPairingCode);
htmx.config.allowEval = false;
