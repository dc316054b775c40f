import { StartError } from '../../kernel/index.ts';

/** The code of a system error, such as `ENOSPC`, or of a PostgreSQL error, such as `57P03`. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Says in one line why a file or folder could not be made or changed, and what to do. */
export function explainFileFailure(error: unknown, target: string): StartError {
  const code = codeOf(error) ?? '';
  const options = { cause: error };
  if (code === 'ENOSPC' || code === 'EDQUOT') return noRoom(target, options);
  if (code === 'EROFS')
    return new StartError(`${target} cannot be written, the file system is read-only: set IMPREST_DATA_DIR to another folder.`, options);
  if (code === 'EACCES' || code === 'EPERM') {
    return new StartError(`${target} cannot be written: give this user the right to, or set IMPREST_DATA_DIR to another folder.`, options);
  }
  if (code === 'ENOTDIR' || code === 'EEXIST') {
    return new StartError(`${target} is not a folder: remove it, or set IMPREST_DATA_DIR to another folder.`, options);
  }
  return new StartError(`${target} cannot be used (${String(error)}): set IMPREST_DATA_DIR to another folder.`, options);
}

/** Says in one line why PostgreSQL or initdb ended, from the end of what it wrote. */
export function explainServerFailure(program: string, output: string, folder: string): StartError {
  if (/no space left on device|disk quota exceeded/iu.test(output)) return noRoom(folder);
  if (/initialized by PostgreSQL version|incompatible with server/u.test(output)) {
    return new StartError(`The database in ${folder} was made by another version of PostgreSQL: start the Imprest that made it.`);
  }
  const reasons = output.split('\n').filter((line) => /\b(?:FATAL|PANIC|ERROR|error|fatal):/u.test(line));
  const reason = (reasons.at(-1) ?? output.trim().split('\n').at(-1) ?? '').replace(/^.*?\b(?:FATAL|PANIC|ERROR|error|fatal):\s*/u, '');
  return new StartError(
    `${program} does not start in ${folder}: ${reason === '' ? 'it gave no reason' : reason}. More stands in its log there.`,
  );
}

export function noRoom(folder: string, options?: ErrorOptions): StartError {
  return new StartError(
    `There is no room left on the disk of ${folder}: free some space, or set IMPREST_DATA_DIR to a folder on another disk.`,
    options,
  );
}
