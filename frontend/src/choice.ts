// What is chosen on a page joins its address, and goes along in the links to the other parts as the server's own do.

function carry(name: string, value: string): void {
  const named = new URLSearchParams(location.search);
  named.set(name, value);
  history.replaceState(null, "", `?${named}`);
  for (const link of document.querySelectorAll<HTMLAnchorElement>("header.top a")) {
    link.setAttribute("href", `${link.pathname}?${named}`);
  }
}

export function carryChoices(): void {
  for (const select of document.querySelectorAll<HTMLSelectElement>("select[data-carried]")) {
    select.addEventListener("change", () => carry(select.name, select.value));
    // What was chosen before this ran counts too.
    const given = [...select.options].find((option) => option.defaultSelected) ?? select.options[0];
    if (given && select.value !== given.value) carry(select.name, select.value);
  }
}
