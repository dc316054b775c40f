// Plain JavaScript that Node.js 14 can read: it runs before the right Node.js is there.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { existsSync } from 'node:fs';
import { withLock } from './steps/lock.mjs';
import { fetchNode, findNode, isLinked, linkNode } from './steps/node-runtime.mjs';
import { installPackages, lockHash, packagesAreStamped } from './steps/packages.mjs';
import { explain, say, SetupError } from './steps/report.mjs';
import { buildScreen, screenHash, screenIsBuilt } from './steps/screen.mjs';

/**
 * Makes a checkout ready, before each npm script: a Node.js that is new enough, the packages, and with `--web` the
 * built screen. It says nothing and takes a fraction of a second when nothing is missing.
 *
 * The order matters: packages are installed by the Node.js that will run them, and `npm ci` empties
 * `node_modules`, so the link to that Node.js comes after it.
 */
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const wantsScreen = process.argv.includes('--web') && existsSync(join(root, 'packages/web/index.html'));

/** @returns {boolean} */
function isReady() {
  const node = findNode(root);
  if (node === undefined || !isLinked(root, node)) return false;
  const hash = lockHash(root);
  return packagesAreStamped(root, hash) && (!wantsScreen || screenIsBuilt(root, screenHash(root, hash)));
}

async function makeReady() {
  const node = findNode(root) || (await fetchNode(root));
  const hash = lockHash(root);
  if (!packagesAreStamped(root, hash)) await installPackages(root, node, hash);
  linkNode(root, node);
  if (!wantsScreen) return;
  const sourceHash = screenHash(root, hash);
  if (!screenIsBuilt(root, sourceHash)) await buildScreen(root, node, sourceHash);
}

/** @param {unknown} error */
function fail(error) {
  if (error instanceof SetupError) {
    say(`${error.message}.`.replace(/\.\.$/u, '.'));
  } else {
    const text = error instanceof Error ? `${error.message}` : String(error);
    const reason = explain(text);
    say(
      reason === undefined
        ? `set-up failed: ${error instanceof Error ? error.stack || text : text}`
        : `${text.replace(/\.$/u, '')}: ${reason}.`,
    );
  }
  process.exitCode = 1;
}

try {
  if (!isReady()) withLock(root, makeReady).catch(fail);
} catch (error) {
  fail(error);
}
