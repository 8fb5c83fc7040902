import assert from 'node:assert/strict';
import { hasTool } from '../scripts/tools.mjs';
import { freshClone, npmStart, type FreshClone, type RunningWorkbook } from './support/fresh-clone.ts';
import { launchBrowser, type LaunchedBrowser } from './workbook/page/support.ts';

describe('a newcomer', function () {
  this.timeout(600_000);
  let clone: FreshClone | undefined;
  let workbook: RunningWorkbook | undefined;
  let launched: LaunchedBrowser | undefined;

  before(function () {
    // It installs everything once more, so it runs where that is wanted: in CI, or with GRADBOOK_SLOW=1.
    if (!hasTool('Chromium') || !(process.env.CI || process.env.GRADBOOK_SLOW)) this.skip();
  });

  after(async () => {
    await launched?.end();
    await workbook?.stop();
    await clone?.remove();
  });

  it('clones, types npm start, and works through lesson 1 to the last cell without an error', async () => {
    clone = await freshClone();
    workbook = await npmStart(clone, { args: ['--lang', 'ko'] });
    launched = await launchBrowser();
    const page = await launched.browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.setDefaultTimeout(30_000);
    await page.goto(workbook.link);
    await page
      .getByRole('link', { name: /옵티마이저/ })
      .first()
      .click();
    await page.locator('.kernel.is-idle').waitFor();
    await page.getByRole('button', { name: '모두 실행' }).click();
    const last = page.locator('.jp-Notebook .jp-CodeCell').last();
    const ended = last.locator('.jp-InputPrompt').getByText(/\d+/);
    const failed = page.locator('[data-mime-type="application/vnd.jupyter.error"]');
    await ended.or(failed.first()).first().waitFor({ timeout: 240_000 });
    assert.deepEqual(await failed.allInnerTexts(), []);
    assert.ok((await page.locator('.js-plotly-plot .main-svg').count()) > 0, 'figures are drawn');
  });
});
