import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { cellAt, openLesson, workbookInBrowser } from './support.ts';

const first = /Walking downhill/;
const curve = 4;

/** Relative luminance of WCAG 2.2 of a CSS colour like rgb(1, 2, 3). */
function luminance(colour: string): number {
  const channels = (colour.match(/\d+(\.\d+)?/g) ?? []).slice(0, 3).map((text) => {
    const value = Number(text) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  const [red, green, blue] = channels as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Rules of axe-core that the page breaks in a way that shuts somebody out. */
async function barriers(page: Page): Promise<string[]> {
  // By the debugger's door: the page's own policy lets no foreign script in.
  await page.evaluate(await readFile(axe, 'utf8'));
  return page.evaluate(`axe.run().then(({ violations }) => violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => id + ': ' + nodes[0].html))`);
}

const overflow = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

describe('the look of the page', function () {
  this.timeout(60_000);
  const workbook = workbookInBrowser();

  it('follows the system into the dark, figures included, and back by choice', async () => {
    const { page } = await workbook.visit({ colorScheme: 'dark' });
    await openLesson(page, first);
    const background = (): Promise<string> =>
      page.evaluate('getComputedStyle(document.documentElement).backgroundColor');
    assert.ok(luminance(await background()) < 0.05);
    await page.getByRole('button', { name: 'Run all' }).click();
    const label = cellAt(page, curve).locator('.js-plotly-plot .xtick text').first();
    await label.waitFor();
    const ink = /fill: (rgb[^;]+)/.exec((await label.getAttribute('style')) ?? '')?.[1] ?? '';
    assert.ok(luminance(ink) > 0.3, `axis labels are "${ink}" on dark`);
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitemradio', { name: 'Light' }).click();
    await page.locator('html[data-theme="light"]').waitFor();
    await page.reload();
    await page.locator('html[data-theme="light"]').waitFor();
    assert.ok(luminance(await background()) > 0.9);
    await page.context().close();
  });

  it('fits a phone of 360 px: no view scrolls sideways', async () => {
    const { page } = await workbook.visit({ viewport: { width: 360, height: 740 } });
    await page.getByRole('link', { name: first }).first().waitFor();
    assert.equal(await overflow(page), 0);
    await openLesson(page, first);
    await page.getByRole('button', { name: 'Run all' }).click();
    await cellAt(page, curve).locator('.js-plotly-plot').waitFor();
    assert.equal(await overflow(page), 0);
    await page.context().close();
  });

  it('shows an assignment with its text and the notebook to work in', async () => {
    const { page, faults } = await workbook.visit();
    await page.getByRole('link', { name: /Implement a convolution layer/ }).click();
    await page.locator('.kernel.is-idle').waitFor();
    await page.locator('.assignment-text h1, .assignment-text h2').first().waitFor();
    await page.locator('.assignment-text .katex').first().waitFor();
    await page.locator('.assignment-text img').first().waitFor();
    await page.locator('.jp-Notebook .jp-CodeCell').first().waitFor();
    assert.deepEqual(faults, []);
    await page.context().close();
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`shuts nobody out of any view, ${colorScheme}`, async () => {
      const { page } = await workbook.visit({ colorScheme });
      await page.getByRole('link', { name: first }).first().waitFor();
      assert.deepEqual(await barriers(page), []);
      await openLesson(page, first);
      await page.getByRole('button', { name: 'Run all' }).click();
      await cellAt(page, curve).locator('.js-plotly-plot .main-svg').first().waitFor();
      assert.deepEqual(await barriers(page), []);
      await page.getByRole('link', { name: 'Home' }).click();
      await page.getByRole('link', { name: /Implement a convolution layer/ }).click();
      await page.locator('.jp-Notebook .jp-CodeCell').first().waitFor();
      await page.locator('.assignment-text .katex').first().waitFor();
      assert.deepEqual(await barriers(page), []);
      await page.context().close();
    });
  }
});
