import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { cellAt, openLesson, runEdited, typeInto, workbookInBrowser } from './support.ts';

const first = /Walking downhill/;
/** Indices of the fixture's code cells. */
const cells = { rate: 2, curve: 4, long: 6, last: 7 };

describe('a lesson in the browser', function () {
  this.timeout(60_000);
  const workbook = workbookInBrowser();

  it('shows a stored output, but runs nothing that stands in it', async () => {
    const { page } = await workbook.visit();
    await openLesson(page, first);
    const stored = cellAt(page, cells.last).locator('.jp-OutputArea');
    await stored.locator('img').waitFor({ state: 'attached' });
    assert.equal(await stored.locator('b').innerText(), 'stored');
    assert.equal(await stored.locator('script, [onload]').count(), 0);
    assert.match(await page.title(), /gradbook/);
    await page.context().close();
  });

  it('is opened from the list, runs to the end, and draws its figure without leaving this machine', async () => {
    const { page, faults } = await workbook.visit();
    await openLesson(page, first);
    await page.getByRole('button', { name: 'Run all' }).click();
    await cellAt(page, cells.last).getByText('2', { exact: true }).waitFor();
    await cellAt(page, cells.curve).locator('.js-plotly-plot .main-svg .scatterlayer .trace').first().waitFor();
    assert.equal(
      await page.locator('.jp-OutputArea-output[data-mime-type="application/vnd.jupyter.stderr"]').count(),
      0,
    );
    assert.match(await cellAt(page, cells.long).locator('.jp-OutputArea').innerText(), /step 1\nstep 2\nstep 3/);
    await cellAt(page, cells.curve).locator('.modebar-btn[data-title="Zoom in"]').waitFor({ state: 'attached' });
    assert.equal(await cellAt(page, cells.curve).locator('.modebar-btn[data-title^="Share"]').count(), 0);
    assert.match(await page.locator('.katex').first().innerText(), /x/);
    assert.deepEqual(faults, []);
    await page.context().close();
  });

  it('completes with Tab, from the type of what was defined before', async () => {
    const { page } = await workbook.visit();
    await openLesson(page, first);
    await typeInto(page, cells.last, 'const words = ["a"];');
    await runEdited(page);
    await typeInto(page, cells.last, 'words.flatM');
    await page.keyboard.press('Tab');
    const completed = cellAt(page, cells.last).locator('.cm-content').getByText('words.flatMap', { exact: true });
    const offered = page
      .locator('.cm-tooltip-autocomplete li, .jp-Completer-item')
      .getByText('flatMap', { exact: true });
    await completed.or(offered).first().waitFor();
    await page.context().close();
  });

  it('tells with Shift+Tab what stands at the cursor; Escape closes that before it leaves the cell', async () => {
    const { page } = await workbook.visit();
    await openLesson(page, first);
    await typeInto(page, cells.last, 'Math.hypot');
    await page.keyboard.press('Shift+Tab');
    const tooltip = page.locator('.kernel-inspection');
    await tooltip.getByText('number').first().waitFor();
    await page.keyboard.press('Escape');
    await tooltip.waitFor({ state: 'detached' });
    assert.equal(await page.locator('.jp-Notebook.jp-mod-editMode').count(), 1);
    await page.context().close();
  });

  it('asks for input in the cell', async () => {
    const { page } = await workbook.visit();
    await openLesson(page, first);
    await typeInto(page, cells.last, "const given = await input('Name? ');\ngiven.toUpperCase()");
    await runEdited(page);
    await page.locator('.jp-Stdin-input').fill('ada');
    await page.keyboard.press('Enter');
    await cellAt(page, cells.last).locator('.jp-OutputArea').getByText("'ADA'", { exact: true }).waitFor();
    await page.context().close();
  });

  it('writes over nothing that another tab saved, unless told to', async () => {
    const { page } = await workbook.visit();
    await openLesson(page, first);
    const other = await page.context().newPage();
    await other.goto(page.url());
    await other.locator('.kernel.is-idle').waitFor();
    await typeInto(other, cells.rate, '"theirs"');
    await other.keyboard.press('ControlOrMeta+s');
    await other.getByText('Saved', { exact: true }).waitFor();
    await page.bringToFront();
    await typeInto(page, cells.rate, '"this tab"');
    await page.keyboard.press('ControlOrMeta+s');
    await page.getByText('changed in another window').waitFor();
    assert.match(await readFile(workbook.work('notebooks', 'en', '01-descent.ipynb'), 'utf8'), /theirs/);
    await page.getByRole('button', { name: 'Load that version' }).click();
    await cellAt(page, cells.rate).locator('.cm-content').getByText('"theirs"').waitFor();
    await page.context().close();
  });

  it('stops an endless loop and keeps what was there', async () => {
    const { page } = await workbook.visit();
    await openLesson(page, first);
    await typeInto(page, cells.last, 'const kept = 41;');
    await runEdited(page);
    await typeInto(page, cells.last, 'while (true) {}');
    await runEdited(page);
    await page.locator('.kernel.is-busy').waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.locator('.kernel.is-idle').waitFor();
    await typeInto(page, cells.last, 'kept + 1');
    await runEdited(page);
    await cellAt(page, cells.last).locator('.jp-OutputArea').getByText('42', { exact: true }).waitFor();
    await page.context().close();
  });

  it('forgets its variables when the kernel is restarted, after asking', async () => {
    const { page } = await workbook.visit();
    await openLesson(page, first);
    await typeInto(page, cells.last, 'const gone = 1;');
    await runEdited(page);
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Restart kernel' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Restart kernel' }).click();
    await page.locator('.kernel.is-idle').waitFor();
    await typeInto(page, cells.last, 'typeof gone');
    await runEdited(page);
    await cellAt(page, cells.last)
      .locator('.jp-OutputArea')
      .getByText(/Cannot find name 'gone'|undefined/)
      .waitFor();
    await page.context().close();
  });

  it('saves what the learner changes, apart from the course, and can go back to the original', async () => {
    const original = fileURLToPath(new URL('fixtures/notebooks/en/01-descent.ipynb', import.meta.url));
    const before = await readFile(original, 'utf8');
    const { page } = await workbook.visit();
    await openLesson(page, first);
    await typeInto(page, cells.rate, '"mine"');
    await page.getByText('Not saved yet').waitFor();
    await page.keyboard.press('ControlOrMeta+s');
    await page.getByText('Saved', { exact: true }).waitFor();
    await page.reload();
    await cellAt(page, cells.rate).locator('.cm-content').getByText('"mine"').waitFor();
    assert.equal(await readFile(original, 'utf8'), before);
    assert.match(await readFile(workbook.work('notebooks', 'en', '01-descent.ipynb'), 'utf8'), /\\"mine\\"/);
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Reset to original' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Reset to original' }).click();
    await cellAt(page, cells.rate).locator('.cm-content').getByText('const rate = 0.6;').waitFor();
    await page.context().close();
  });

  it('changes the language in place', async () => {
    const { page } = await workbook.visit();
    await openLesson(page, first);
    await page.getByRole('button', { name: '한국어' }).click();
    await page.getByRole('button', { name: '모두 실행' }).waitFor();
    await page
      .locator('.jp-Notebook h1')
      .getByText(/[가-힣]/)
      .waitFor();
    assert.equal(await page.locator('html').getAttribute('lang'), 'ko');
    await page.context().close();
  });
});
