// Plain JavaScript that Node.js 14 can read: it runs before the right Node.js is there.
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { say } from './report.mjs';

// The holder touches its lock every two seconds, so that a lock untouched for this long belongs to a dead
// process, also when that process ran in another container and its process id says nothing here.
const staleAfterMs = 20_000;

/**
 * Runs `work` while no other set-up of this checkout does. Waits for the other one, and takes over from one that died.
 * @template T
 * @param {string} root
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(root, work) {
  mkdirSync(join(root, '.node'), { recursive: true });
  const file = join(root, '.node', 'setup.lock');
  const token = `${hostname()} ${process.pid} ${Date.now()} ${Math.random()}`;
  let told = false;
  while (!tryTake(file, token)) {
    if (removedStale(file)) continue;
    if (!told) say('another set-up is at work in this folder; waiting for it …');
    told = true;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  const heartbeat = setInterval(() => touch(file), 2000);
  const release = () => {
    if (readToken(file) === token) rmSync(file, { force: true });
  };
  process.once('exit', release);
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.once(signal, () => process.exit(1));
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    process.removeListener('exit', release);
    release();
  }
}

/**
 * @param {string} file
 * @param {string} token
 * @returns {boolean}
 */
function tryTake(file, token) {
  try {
    writeFileSync(file, token, { flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Removes a lock whose holder is gone; `false` when there is none, or the holder may be alive.
 * @param {string} file
 * @returns {boolean}
 */
function removedStale(file) {
  const seen = readToken(file);
  if (seen === undefined || (!isDead(seen) && Date.now() - lastTouchMs(file) < staleAfterMs)) return false;
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
    // Between the look and the rename another waiter may have taken over: then this was its lock, and goes back.
    if (readToken(aside) !== seen) {
      renameSync(aside, file);
      return false;
    }
    rmSync(aside, { force: true });
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

/**
 * Whether the holder is a process of this machine that is gone. Of another machine (a shared folder) nobody knows.
 * @param {string} token
 * @returns {boolean}
 */
function isDead(token) {
  const [host, pid] = token.split(' ');
  if (host !== hostname() || !/^\d+$/u.test(pid || '')) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return codeOf(error) === 'ESRCH';
  }
}

/**
 * @param {string} file
 * @returns {string | undefined}
 */
function readToken(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * @param {string} file
 * @returns {number}
 */
function lastTouchMs(file) {
  try {
    return statSync(file).mtimeMs;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return Date.now();
    throw error;
  }
}

/** @param {string} file */
function touch(file) {
  const now = new Date();
  try {
    utimesSync(file, now, now);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}

/**
 * @param {unknown} error
 * @returns {string | undefined}
 */
function codeOf(error) {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
