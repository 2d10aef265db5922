/**
 * The desk's one script: keys for frequent acts, off until somebody turns them on (WCAG 2.1.4), a zone drawn on a page, and a
 * button pressed once sends once. Without it every page works all the same.
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
    if (one.matches('input')) return one.focus();
    one.click();
    // What is unfolded is unfolded to be filled in.
    if (one.matches('summary') && one.parentElement.open)
      one.parentElement.querySelector('input:not([type=hidden]),select,textarea')?.focus();
  });
  document.addEventListener('submit', (event) => {
    const form = event.target;
    // What opens beside the page leaves it as it is.
    if (event.submitter !== null && event.submitter.formTarget === '_blank') return;
    if (form.dataset.sent === 'yes') return event.preventDefault();
    form.dataset.sent = 'yes';
  });
  let drawing = null;
  document.addEventListener('pointerdown', (event) => {
    const drawn = event.button === 0 ? event.target.closest('.drawn') : null;
    const form = drawn === null ? null : drawn.parentElement.querySelector('form[data-zone]');
    if (form === null || event.pointerType === 'touch') return;
    event.preventDefault();
    const trace = document.createElement('span');
    trace.className = 'trace';
    drawn.append(trace);
    drawing = { drawn, form, trace, x: event.clientX, y: event.clientY };
  });
  const zoneTo = (event) => {
    const { drawn, x, y } = drawing;
    const { left, top, width, height } = drawn.getBoundingClientRect();
    const across = (at) => Math.min(100, Math.max(0, ((at - left) / width) * 100));
    const down = (at) => Math.min(100, Math.max(0, ((at - top) / height) * 100));
    const [a, b] = [across(Math.min(x, event.clientX)), across(Math.max(x, event.clientX))];
    const [c, d] = [down(Math.min(y, event.clientY)), down(Math.max(y, event.clientY))];
    return { gauche: a, haut: c, largeur: b - a, hauteur: d - c };
  };
  document.addEventListener('pointermove', (event) => {
    if (drawing === null) return;
    const { gauche, haut, largeur, hauteur } = zoneTo(event);
    const { style } = drawing.trace;
    style.left = gauche + '%';
    style.top = haut + '%';
    style.width = largeur + '%';
    style.height = hauteur + '%';
  });
  document.addEventListener('pointerup', (event) => {
    if (drawing === null) return;
    const { form, trace } = drawing;
    const zone = zoneTo(event);
    drawing = null;
    // A click is no zone.
    if (zone.largeur < 1 || zone.hauteur < 0.5) return trace.remove();
    for (const [name, value] of Object.entries(zone)) form.elements[name].value = value.toFixed(2);
    form.closest('details').open = true;
    form.requestSubmit();
  });
  addEventListener('pageshow', () => { for (const form of document.forms) delete form.dataset.sent; });
  show();
})();
`;
