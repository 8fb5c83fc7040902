import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { hasTool } from '../../../scripts/tools.mjs';
import { startWorkbook, type Workbook } from '../../../workbook/server/index.ts';
import { root } from '../../support/command.ts';
import { temporaryFolder } from '../../support/folder.ts';

/** Quiet: Chromium would otherwise ask its maker's servers for updates. */
export const browserFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface LaunchedBrowser {
  readonly browser: Browser;
  /** Ends the browser's process. One that is only asked to close may wait for a page without end, and the tests with it. */
  readonly end: () => Promise<void>;
}

export async function launchBrowser(): Promise<LaunchedBrowser> {
  const program = await chromium.launchServer({ executablePath: '/usr/bin/chromium', args: browserFlags });
  return { browser: await chromium.connect(program.wsEndpoint()), end: () => program.kill() };
}

/** A page that was opened with the workbook's link, and what went wrong in it. */
export interface Visit {
  readonly page: Page;
  /** Errors in the page, failed requests, and requests to anywhere but the workbook. */
  readonly faults: string[];
}

export interface WorkbookInBrowser {
  readonly work: (...parts: string[]) => string;
  visit(options?: BrowserContextOptions): Promise<Visit>;
}

function watch(page: Page, address: string): string[] {
  const faults: string[] = [];
  const ours = new RegExp(`^(http|ws)://${address.replace('http://', '')}/|^(blob|data):`);
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()} ${message.location().url}`);
  });
  page.on('request', (request) => {
    if (!ours.test(request.url())) faults.push(`request to ${request.url()}`);
  });
  page.on('requestfailed', (request) => {
    // A page that is left cancels what it was still loading.
    if (request.failure()?.errorText !== 'net::ERR_ABORTED') faults.push(`failed: ${request.url()}`);
  });
  return faults;
}

/** A real workbook with the fixtures' lessons and a real browser, for the tests of one `describe`. */
export function workbookInBrowser(
  notebooks = fileURLToPath(new URL('fixtures/notebooks', import.meta.url)),
): WorkbookInBrowser {
  const folder = temporaryFolder();
  let workbook: Workbook | undefined;
  let launched: LaunchedBrowser | undefined;
  before(async function () {
    if (!hasTool('Chromium')) this.skip();
    workbook = await startWorkbook({ root, notebooks, work: folder.path('work'), port: 0, language: 'en' });
    launched = await launchBrowser();
  });
  after(async () => {
    await Promise.all([launched?.end(), workbook?.close()]);
  });
  return {
    work: (...parts) => folder.path('work', ...parts),
    async visit(options = {}) {
      if (!workbook || !launched) throw new Error('visit: the workbook runs only while tests run');
      const context = await launched.browser.newContext({
        locale: 'en-GB',
        viewport: { width: 1280, height: 900 },
        ...options,
      });
      const page = await context.newPage();
      page.setDefaultTimeout(20_000);
      const faults = watch(page, new URL(workbook.url).origin);
      await page.goto(workbook.url);
      return { page, faults };
    },
  };
}

/** Opens a lesson from the list and waits until its kernel is ready. */
export async function openLesson(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('link', { name }).first().click();
  await page.locator('.kernel.is-idle').waitFor();
}

/** The cell with this index, counted from 0 over all cells. */
export const cellAt = (page: Page, index: number) => page.locator('.jp-Notebook .jp-Cell').nth(index);

/** Replaces the text of a code cell as a learner would: click, select all, type. */
export async function typeInto(page: Page, index: number, text: string): Promise<void> {
  await cellAt(page, index).locator('.cm-content').click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(text);
}

/** Runs the cell that is being edited and waits until the kernel is idle again. */
export async function runEdited(page: Page): Promise<void> {
  await page.keyboard.press('ControlOrMeta+Enter');
}
