// Plain JavaScript that Node.js 14 can read: it runs before the right Node.js is there.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withProgress } from './report.mjs';
import { runNpm } from './run.mjs';

/**
 * @param {string} root
 * @returns {string} The SHA-256 of package-lock.json.
 */
export function lockHash(root) {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
}

/**
 * Whether the packages in node_modules are those of package-lock.json, as far as the stamp of the last set-up tells.
 * @param {string} root
 * @param {string} hash
 * @returns {boolean}
 */
export function packagesAreStamped(root, hash) {
  return read(stampFile(root)) === hash;
}

/**
 * Installs the packages of package-lock.json, unless someone who ran `npm install` has done it already.
 * @param {string} root
 * @param {string} node
 * @param {string} hash
 * @returns {Promise<void>}
 */
export async function installPackages(root, node, hash) {
  if (!packagesAreThere(root)) {
    await withProgress('installing the packages of package-lock.json', 'packages are installed', () =>
      // Development packages too, whatever NODE_ENV says: the screen is built here.
      runNpm({ what: 'installing the packages', root, node, args: ['ci', '--include=dev'], cwd: root }),
    );
  }
  writeFileSync(stampFile(root), hash);
}

/**
 * @param {string} root
 * @returns {string}
 */
function stampFile(root) {
  return join(root, 'node_modules', '.imprest-packages');
}

/**
 * npm keeps a list of what it installed; it is written last, so an interrupted installation has none.
 * @param {string} root
 * @returns {boolean}
 */
function packagesAreThere(root) {
  const installedText = read(join(root, 'node_modules', '.package-lock.json'));
  if (installedText === undefined) return false;
  const wanted = parseLock(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const installed = parseLock(installedText);
  for (const path of Object.keys(wanted)) {
    const entry = wanted[path];
    if (entry === undefined || !/(^|\/)node_modules\//u.test(path)) continue;
    const found = installed[path];
    // Packages for other platforms are in the lock file and never installed.
    if (found === undefined && (entry.optional || entry.devOptional)) continue;
    if (found === undefined || found.version !== entry.version || !existsSync(join(root, path))) return false;
  }
  return true;
}

/**
 * @param {string} file
 * @returns {string | undefined}
 */
function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * @param {string} text
 * @returns {Record<string, { version?: string, optional?: boolean, devOptional?: boolean } | undefined>}
 */
function parseLock(text) {
  // npm writes both files in this form.
  const lock = /** @type {{ packages: Record<string, { version?: string, optional?: boolean, devOptional?: boolean }> }} */ (
    JSON.parse(text)
  );
  return lock.packages;
}
