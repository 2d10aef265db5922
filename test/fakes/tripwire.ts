import type { BrowserContext } from 'playwright-core';

/** Called by every attempt that runs. */
export const TRIP = 'aTourne';

/** What a browser did that no page of ours may have it do: code that ran, a dialog, a window, a request to elsewhere, a policy that had to step in. */
export class Tripwire {
  readonly tripped: string[] = [];

  /** @param own where the pages come from: http://127.0.0.1:port */
  static async set(context: BrowserContext, own: string): Promise<Tripwire> {
    const wire = new Tripwire();
    const { tripped } = wire;
    await context.exposeFunction(TRIP, (what: unknown) => void tripped.push(`a tourné : ${String(what)}`));
    // What is stopped by the policy alone stood on the page all the same.
    await context.addInitScript((name) => {
      const page = globalThis as unknown as { document: EventTarget } & Record<string, (what: string) => void>;
      page.document.addEventListener('securitypolicyviolation', (event) => {
        const { violatedDirective, blockedURI } = event as unknown as Record<string, string>;
        page[name]?.(`arrêté par ${violatedDirective} : ${blockedURI}`);
      });
    }, TRIP);
    context.on('dialog', (dialog) => {
      tripped.push(`dialogue : ${dialog.message()}`);
      void dialog.dismiss();
    });
    context.on('page', (page) => void tripped.push(`fenêtre : ${page.url()}`));
    context.on('console', (message) => {
      const text = message.text();
      if (/content security policy|refused to|blocked/i.test(text)) tripped.push(`console : ${text}`);
    });
    context.on('request', (request) => {
      const url = request.url();
      if (url.startsWith(`${own}/`) || /^(about:|data:,$)/.test(url)) return;
      if (url.startsWith('data:') && request.resourceType() !== 'document') return;
      tripped.push(`demandé : ${url.slice(0, 200)}`);
    });
    return wire;
  }
}
