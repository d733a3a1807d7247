// Before anything is painted: the colours chosen on this browser, else those of the system.
(() => {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const apply = () => {
    const chosen = localStorage.getItem('console-theme');
    const fixed = chosen === 'light' || chosen === 'dark';
    document.documentElement.dataset.theme = fixed ? chosen : system.matches ? 'dark' : 'light';
    window.dispatchEvent(new Event('themechange'));
  };
  apply();
  system.addEventListener('change', apply);
  window.addEventListener('themechoice', apply);
})();
