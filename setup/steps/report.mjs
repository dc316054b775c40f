// Plain JavaScript that Node.js 14 can read: it runs before the right Node.js is there.

/** An expected failure: its message is one line that says what happened and what to do. */
export class SetupError extends Error {}

/**
 * Prints a progress line. On standard error, so that a command's own output stays clean.
 * @param {string} text
 */
export function say(text) {
  process.stderr.write(`setup: ${text}\n`);
}

/**
 * Runs `work`, saying what begins, that it still goes on every 15 seconds, and how long it took.
 * @template T
 * @param {string} begin
 * @param {string} done
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withProgress(begin, done, work) {
  const startMs = Date.now();
  say(`${begin} …`);
  const ticker = setInterval(() => say(`… still at it (${seconds(startMs)})`), 15_000);
  try {
    const result = await work();
    say(`${done} (${seconds(startMs)})`);
    return result;
  } finally {
    clearInterval(ticker);
  }
}

/**
 * @param {number} startMs
 * @returns {string}
 */
function seconds(startMs) {
  return `${((Date.now() - startMs) / 1000).toFixed(1)} s`;
}

/**
 * Turns what npm printed, or a failed file operation, into one sentence with the way out.
 * @param {string} output
 * @returns {string | undefined}
 */
export function explain(output) {
  if (/ENOSPC|no space left on device|EDQUOT/iu.test(output)) {
    return 'the disk is full. Free at least 1 GB on the disk of this folder, then run the same command again';
  }
  if (/EACCES|EPERM|EROFS|permission denied|read-only file system/iu.test(output)) {
    return 'this folder is not writable for you. Change its owner or move the checkout to a folder of yours, then run the same command again';
  }
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ERR_SOCKET_TIMEOUT|network|UND_ERR/u.test(output)) {
    return 'the package registry did not answer. Check the network, the proxy and `npm config get registry`, then run the same command again';
  }
  if (/E401|E403|ENEEDAUTH|unauthori[sz]ed|forbidden/iu.test(output)) {
    return 'the package registry refused the request. Check `npm config get registry` and your access to it, then run the same command again';
  }
  if (/EINTEGRITY/u.test(output)) {
    return 'a downloaded package is not the one that was pinned. Run `npm cache clean --force` and try again; if it stays, the registry serves altered packages';
  }
  if (/E404|ETARGET|404 Not Found/u.test(output)) {
    return 'the package registry does not have a package that Imprest needs. Check that `npm config get registry` names a full registry, then run the same command again';
  }
  if (/SELF_SIGNED_CERT|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|CERT_/u.test(output)) {
    return 'the certificate of the package registry is not trusted here. Set `npm config set cafile PATH` to your certificate authority, then run the same command again';
  }
  return undefined;
}
