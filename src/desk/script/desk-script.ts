/**
 * The desk's one script: keys for frequent acts, off until somebody turns them on (WCAG 2.1.4), and a button pressed once sends
 * once. Without it every page works all the same.
 */
export const DESK_SCRIPT = `'use strict';
(() => {
  const KEY = 'courrier-touches';
  const on = () => { try { return localStorage.getItem(KEY) === 'oui'; } catch { return false; } };
  const show = () => {
    document.documentElement.classList.toggle('keys', on());
    for (const one of document.querySelectorAll('[data-touches]')) {
      one.hidden = false;
      one.setAttribute('aria-pressed', String(on()));
    }
    for (const one of document.querySelectorAll('[data-touche]')) {
      if (one.querySelector('kbd') === null) {
        const kbd = document.createElement('kbd');
        kbd.textContent = one.dataset.touche;
        one.append(kbd);
      }
      one.setAttribute('aria-keyshortcuts', one.dataset.touche);
    }
  };
  document.addEventListener('click', (event) => {
    const toggle = event.target.closest('[data-touches]');
    if (toggle === null) return;
    try { localStorage.setItem(KEY, on() ? 'non' : 'oui'); } catch { return; }
    show();
  });
  document.addEventListener('keydown', (event) => {
    if (!on() || event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
    if (event.target.closest('input:not([type=checkbox]),select,textarea,[contenteditable]') !== null) return;
    const one = [...document.querySelectorAll('[data-touche]')].find((node) => node.dataset.touche === event.key);
    if (one === undefined) return;
    event.preventDefault();
    if (one.matches('input')) one.focus();
    else one.click();
  });
  document.addEventListener('submit', (event) => {
    const form = event.target;
    // What opens beside the page leaves it as it is.
    if (event.submitter !== null && event.submitter.formTarget === '_blank') return;
    if (form.dataset.sent === 'yes') return event.preventDefault();
    form.dataset.sent = 'yes';
  });
  addEventListener('pageshow', () => { for (const form of document.forms) delete form.dataset.sent; });
  show();
})();
`;
