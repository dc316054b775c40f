// Plain JavaScript that Node.js 14 can read: it runs before the right Node.js is there.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { withProgress } from './report.mjs';
import { run } from './run.mjs';

const sources = ['packages/web', 'packages/sdk'];
const skipped = new Set(['node_modules', 'dist', 'dist.making', 'dist.old', 'test']);

/**
 * The SHA-256 of everything that the built screen comes from.
 * @param {string} root
 * @param {string} packagesHash
 * @returns {string}
 */
export function screenHash(root, packagesHash) {
  const hash = createHash('sha256').update(packagesHash);
  for (const folder of sources) addFolder(hash, root, join(root, folder));
  return hash.digest('hex');
}

/**
 * @param {import('node:crypto').Hash} hash
 * @param {string} root
 * @param {string} folder
 */
function addFolder(hash, root, folder) {
  for (const name of readdirSync(folder).sort()) {
    if (skipped.has(name) || name.endsWith('.md') || /\.test\.tsx?$/u.test(name)) continue;
    const path = join(folder, name);
    if (statSync(path).isDirectory()) {
      addFolder(hash, root, path);
    } else {
      const bytes = readFileSync(path);
      hash.update(`${relative(root, path)}\0${bytes.length}\0`).update(bytes);
    }
  }
}

/**
 * Whether the built screen is the one of these sources.
 * @param {string} root
 * @param {string} hash
 * @returns {boolean}
 */
export function screenIsBuilt(root, hash) {
  const stamp = join(root, 'packages/web/dist/.built-from');
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === hash;
}

/**
 * Builds packages/web into packages/web/dist. The new one takes the place of the old one at once, so that a running
 * server never serves half of it.
 * @param {string} root
 * @param {string} node
 * @param {string} hash
 * @returns {Promise<void>}
 */
export function buildScreen(root, node, hash) {
  const web = join(root, 'packages/web');
  const [dist, making, old] = [join(web, 'dist'), join(web, 'dist.making'), join(web, 'dist.old')];
  return withProgress('building the screen', 'screen is built', async () => {
    const vite = join(root, 'node_modules/vite/bin/vite.js');
    const args = [vite, 'build', '--outDir', making, '--emptyOutDir', '--logLevel', 'warn'];
    await run({ what: 'building the screen', root, command: node, args, cwd: web, env: { NODE_ENV: 'production' } });
    writeFileSync(join(making, '.built-from'), hash);
    rmSync(old, { recursive: true, force: true });
    if (existsSync(dist)) renameSync(dist, old);
    renameSync(making, dist);
    rmSync(old, { recursive: true, force: true });
  });
}
