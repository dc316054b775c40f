import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page, PageScreenshotOptions } from 'playwright-core';
import { afterFile } from './after-file.ts';
import { launchChromium } from './browser.ts';
import { Instance } from './instance.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Set to a folder to keep a picture of each state, for looking at them. */
export const screenshotFolder = process.env['SCREENSHOT_FOLDER'];

/** A server with a data folder of its own, and a browser to visit it with. Both end after the test file. */
export async function openForVisits(): Promise<{ readonly instance: Instance; readonly browser: Browser }> {
  const instance = await Instance.start(join(await temporaryFolder(), 'data'));
  afterFile(() => instance.stop());
  const browser = await launchChromium();
  afterFile(() => browser.close());
  return { instance, browser };
}

/** Signs in by the form, and waits for the screen. */
export async function signIn(page: Page, baseUrl: string, person: { readonly email: string; readonly password: string }): Promise<void> {
  await page.goto(`${baseUrl}/sign-in`);
  await page.getByLabel('E-mail').fill(person.email);
  await page.getByLabel('Password').fill(person.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('navigation', { name: 'Main' }).first().waitFor();
}

/** What the page complains about from now on: scripts that fail, files that are missing, rules that are broken. */
export function complaintsOf(page: Page, expected: RegExp): readonly string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !expected.test(message.text())) complaints.push(`${message.text()} ${message.location().url}`);
  });
  return complaints;
}

/** Keeps a picture of the page where the folder for them is set. */
export async function keepPicture(page: Page, name: string, options: PageScreenshotOptions = {}): Promise<void> {
  if (screenshotFolder === undefined) return;
  await mkdir(screenshotFolder, { recursive: true });
  await page.screenshot({ ...options, path: join(screenshotFolder, `${name}.png`) });
}
