import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { packageRoot } from '../../src/platform/package-root';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/snap/bin/chromium'];
/** Null where this machine has none: what needs one is skipped, and counted as skipped. */
export const CHROMIUM = PLACES.find((place) => existsSync(place)) ?? null;

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const PICTURES = path.join(packageRoot, 'var/essais/bureau');

/** A real Chromium with one page, in French. */
export class DeskBrowser {
  readonly errors: string[] = [];

  private constructor(
    private readonly browser: Browser,
    readonly context: BrowserContext,
    readonly page: Page,
  ) {}

  static async start(): Promise<DeskBrowser> {
    const browser = await chromium.launch({ executablePath: CHROMIUM ?? '', args: ['--no-sandbox'] });
    const context = await browser.newContext({ locale: 'fr-FR', viewport: { width: 1366, height: 900 } });
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    const started = new DeskBrowser(browser, context, page);
    page.on('pageerror', (error) => started.errors.push(error.message));
    page.on('console', (message) => message.type() === 'error' && started.errors.push(message.text()));
    return started;
  }

  stop(): Promise<void> {
    return this.browser.close();
  }

  /** Kept under var/essais/bureau, for people to look at. */
  async picture(name: string): Promise<void> {
    mkdirSync(PICTURES, { recursive: true });
    await this.page.screenshot({ path: path.join(PICTURES, `${name}.png`), fullPage: true });
  }

  /** What of WCAG 2.1 A and AA axe finds wrong on the page, and whether it scrolls sideways: a line each. */
  async faults(): Promise<string[]> {
    await this.page.evaluate(AXE);
    const found = await this.page.evaluate(async () => {
      const axe = (globalThis as unknown as { axe: { run(node: unknown, options: unknown): Promise<AxeResult> } }).axe;
      const { document } = globalThis as unknown as {
        document: {
          scrollingElement: { scrollWidth: number; clientWidth: number };
          querySelectorAll(what: string): Iterable<{
            readonly outerHTML: string;
            getBoundingClientRect(): { readonly right: number };
          }>;
        };
      };
      const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];
      const { violations } = await axe.run(document, { runOnly: { type: 'tag', values: tags } });
      const { scrollWidth, clientWidth } = document.scrollingElement;
      const beyond = [...document.querySelectorAll('body *')].findLast(
        (one) => one.getBoundingClientRect().right >= scrollWidth - 1,
      );
      return {
        wide: scrollWidth - clientWidth,
        widest: beyond?.outerHTML.slice(0, 160) ?? '',
        violations: violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`)),
      };
    });
    return found.wide > 0 ? [...found.violations, `déborde de ${found.wide} px : ${found.widest}`] : found.violations;
  }
}

interface AxeResult {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
}
