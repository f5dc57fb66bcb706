import { expect, type Locator, type Page } from '@playwright/test';

/** More stops than any page has before its content. */
const MOST_STOPS = 60;

/** Presses Tab until the control has the focus. */
export async function tabTo(page: Page, control: Locator): Promise<void> {
  await expect(control).toBeVisible();
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    await page.keyboard.press('Tab');
    if (await control.evaluate(element => element === document.activeElement)) {
      return;
    }
  }
  throw new Error(`Tab does not lead to ${control}.`);
}
