import { access } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import packaged, { inflate } from '@sparticuz/chromium';
import { chromium, type Browser } from 'playwright-core';

/** Where systems keep a Chromium or Chrome. */
const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** The packaged list of arguments holds `--single-process`, with which Chromium dies with the first closed page. */
const launchArguments = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-dev-shm-usage'];

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/**
 * Finds a Chromium: `CHROMIUM_PATH`, else one that is installed, else the one of the npm package (Linux on x64).
 * Throws one sentence that says what to do when there is none.
 */
export async function findChromium(environment: NodeJS.ProcessEnv = process.env): Promise<string> {
  const wanted = environment['CHROMIUM_PATH'];
  if (wanted !== undefined) {
    if (await exists(wanted)) return wanted;
    throw new Error(`There is no Chromium at CHROMIUM_PATH (${wanted}). Point it at a Chromium or Chrome program, or unset it.`);
  }
  for (const path of installed) if (await exists(path)) return path;
  if (process.platform === 'linux' && process.arch === 'x64') return packaged.executablePath();
  throw new Error('The browser tests need Chromium or Chrome. Install one and set CHROMIUM_PATH to its program.');
}

/** Starts a Chromium without a window. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = await findChromium();
  const options = { executablePath, args: launchArguments, headless: true };
  try {
    return await chromium.launch(options);
  } catch (error) {
    if (!executablePath.startsWith(tmpdir())) throw error;
    return chromium.launch({ ...options, env: await bareSystemEnvironment() });
  }
}

/** A bare system lacks libraries that the packaged Chromium loads (NSS); the package brings them too. */
async function bareSystemEnvironment(): Promise<Record<string, string>> {
  const packageFolder = dirname(dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium'))));
  await inflate(join(packageFolder, 'bin', 'al2023.tar.br'));
  const environment = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { ...Object.fromEntries(environment), LD_LIBRARY_PATH: join(tmpdir(), 'al2023', 'lib') };
}
