// Plain JavaScript that Node.js 14 can read: it runs before the right Node.js is there.
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, join, delimiter, basename } from 'node:path';
import { explain, SetupError } from './report.mjs';

/**
 * Runs a program quietly. When it fails, its whole output is kept in `.node/setup.log` and one line says why.
 * @param {{ what: string, root: string, command: string, args: string[], cwd: string, env?: Record<string, string | undefined> }} options
 * @returns {Promise<void>}
 */
export async function run(options) {
  const { code, output } = await execute(options);
  // npm ends well when it could not write files of a package, such as on a full disk, and only warns.
  if (code === 0 && !output.includes('TAR_ENTRY_ERROR')) return;
  const logFile = join(options.root, '.node', 'setup.log');
  let kept = '';
  try {
    writeFileSync(logFile, output);
    kept = ` The whole output is in ${logFile}.`;
  } catch (error) {
    // The folder may be the very thing that is full or closed; the sentence below says so.
    if (explain(output) === undefined) throw error;
  }
  const reason = explain(output);
  throw new SetupError(
    reason === undefined ? `${options.what} failed: ${lastWords(output)}.${kept}` : `${options.what} failed: ${reason}.${kept}`,
  );
}

/**
 * @param {{ command: string, args: string[], cwd: string, env?: Record<string, string | undefined> }} options
 * @returns {Promise<{ code: number, output: string }>}
 */
function execute({ command, args, cwd, env }) {
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
    /** @param {unknown} text */
    const gather = (text) => {
      output += String(text);
    };
    child.stdout.setEncoding('utf8').on('data', gather);
    child.stderr.setEncoding('utf8').on('data', gather);
    child.on('error', (error) => resolve({ code: 1, output: `${output}\n${error.message}` }));
    child.on('close', (code) => resolve({ code: code === null ? 1 : code, output }));
  });
}

/**
 * Runs npm, on the given Node.js, and with that Node.js first in PATH for the scripts of packages.
 * @param {{ what: string, root: string, node: string, args: string[], cwd: string }} options
 * @returns {Promise<void>}
 */
export function runNpm({ what, root, node, args, cwd }) {
  const env = { PATH: `${dirname(node)}${delimiter}${process.env['PATH'] || ''}` };
  const quiet = [...args, '--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=warn', '--no-progress'];
  const npmScript = process.env['npm_execpath'];
  if (npmScript !== undefined && /^npm-cli\.[cm]?js$/u.test(basename(npmScript))) {
    refuseOldNpm();
    return run({ what, root, command: node, args: [npmScript, ...quiet], cwd, env });
  }
  // Started without npm (`node setup/setup.mjs`), or by another package manager: the npm of the machine does it.
  return process.platform === 'win32'
    ? run({ what, root, command: 'cmd.exe', args: ['/d', '/s', '/c', 'npm', ...quiet], cwd, env })
    : run({ what, root, command: 'npm', args: quiet, cwd, env });
}

function refuseOldNpm() {
  const found = /\bnpm\/(\d+)\./u.exec(process.env['npm_config_user_agent'] || '');
  // npm 6 reads neither workspaces nor this lock file; it comes with Node.js 14 and older.
  if (found && Number(found[1]) < 7) {
    throw new SetupError(`npm ${found[1]} is too old. Install Node.js 24 from https://nodejs.org, then run the same command again`);
  }
}

/**
 * @param {string} output
 * @returns {string}
 */
function lastWords(output) {
  const lines = output.split('\n').map((line) => line.trim());
  const telling = lines.filter((line) => line !== '' && !/A complete log of this run|^npm error\s*$/u.test(line));
  const errorLine = telling.find((line) => /\bError: |\berror\b.* \w/iu.test(line));
  return (errorLine || telling[telling.length - 1] || 'it printed nothing').slice(0, 300);
}
