import type { Page } from '@playwright/test';
import { type DemoUser, readDemo } from './demo.ts';

/** Signs a demo user in through the identity provider and waits for the portal. */
export async function signIn(
  page: Page,
  { name, password }: DemoUser,
): Promise<void> {
  await page.goto('/');
  const field = page.getByLabel('Name');
  const button = page.getByRole('button', { name: 'Sign in' });
  await field.or(button).first().waitFor();
  if (!(await field.isVisible())) await button.click();
  await field.fill(name);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('link', { name: 'Prefect' }).waitFor();
}

/** Signs in the demo user of that name. */
export async function signInAs(page: Page, name: string): Promise<void> {
  const user = readDemo().users.find(each => each.name === name);
  if (!user) throw new Error(`The demo has no user "${name}".`);
  await signIn(page, user);
}
