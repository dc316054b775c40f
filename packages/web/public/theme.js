// Runs before the first paint, so that a chosen theme never flashes the other one. A file of its own because a strict
// content security policy allows no inline script.
try {
  const theme = localStorage.getItem('imprest.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage is refused in some private windows; the system's theme is then used.
}
