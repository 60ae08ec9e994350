// The frame of the page: colours, search box, keys. Last, since it draws the first view.

const theme = byId("theme");
const prefersDark = matchMedia("(prefers-color-scheme: dark)");

let chosen = null;
try {
  chosen = localStorage.getItem("gongbao-theme");
} catch {
  // a page that may keep nothing follows the system
}

function setTheme() {
  const isDark = chosen ? chosen === "dark" : prefersDark.matches;
  document.documentElement.dataset.theme = isDark ? "dark" : "light";
  theme.textContent = isDark ? "Light" : "Dark";
  theme.setAttribute("aria-label", `Switch to ${isDark ? "light" : "dark"} colours`);
}

theme.addEventListener("click", () => {
  chosen = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
  setTheme();
  try {
    localStorage.setItem("gongbao-theme", chosen);
  } catch {
    // as long as the page is open
  }
});
prefersDark.addEventListener("change", setTheme);
setTheme();

const searchBox = byId("search");
let typing;
function goSearch() {
  const hash = hashOf("search", { q: searchBox.value.trim() });
  if (address().view === "search") {
    history.replaceState(null, "", hash);
    show();
  } else location.hash = hash;
}
searchBox.addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(() => {
    if (searchBox.value.trim()) goSearch();
  }, 200);
});
searchBox.form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(typing);
  goSearch();
});

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const isTyping = event.target.closest("input, select, textarea");
  if (event.key === "Escape" && isTyping) {
    event.target.blur();
    return;
  }
  if (isTyping) return;
  if (event.key === "/") {
    event.preventDefault();
    searchBox.focus();
    searchBox.select();
  } else if (place && event.key === "Escape" && place.isOpen()) {
    event.preventDefault();
    place.close();
  } else if (place && (event.key === "ArrowRight" || event.key === "ArrowLeft") && !event.target.matches(".wide")) {
    event.preventDefault();
    place.step(event.key === "ArrowRight" ? 1 : -1);
  }
});
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  main.focus();
});
addEventListener("hashchange", show);
addEventListener("beforeprint", () => place?.finish());
show();
