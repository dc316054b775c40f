import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { StartError } from '../../kernel/index.ts';

/** Who runs PostgreSQL when we are root, because PostgreSQL refuses to run as root. */
export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
  readonly name: string;
}

const candidates = ['imprest', 'nobody', 'daemon'];

/**
 * The user that PostgreSQL runs as: `undefined` for our own. As root it is whoever owns the cluster already, else the first of the
 * unprivileged users of this machine that a process can be started as (a container may not know all of them).
 */
export function findServerUser(dataFolder: string): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = readUsers();
  const owner = statSync(dataFolder, { throwIfNoEntry: false });
  const wanted = [users.find((user) => user.uid === owner?.uid), ...candidates.map((name) => users.find((user) => user.name === name))];
  const user = wanted.find((each) => each !== undefined && each.uid !== 0 && canRun(each, 'true'));
  if (user === undefined) {
    throw new StartError(
      'Imprest runs as root, PostgreSQL refuses to, and this machine has no user imprest or nobody to run it as: start Imprest as an ordinary user.',
    );
  }
  return user;
}

/** Whether `user` can enter `folder`. Asked of the system itself, so that every kind of permission counts. */
export function canEnter(user: ServerUser, folder: string): boolean {
  return canRun(user, 'cd "$1"', folder);
}

/** Whether `user` can start this program. */
export function canExecute(user: ServerUser | undefined, program: string): boolean {
  return spawnSync(program, ['--version'], { ...identity(user), cwd: '/', stdio: 'ignore' }).status === 0;
}

/** The part of `spawn` options that makes a process run as `user`. */
export function identity(user: ServerUser | undefined): { uid: number; gid: number } | Record<string, never> {
  return user === undefined ? {} : { uid: user.uid, gid: user.gid };
}

function canRun(user: ServerUser | undefined, script: string, argument = ''): boolean {
  return spawnSync('/bin/sh', ['-c', script, 'sh', argument], { ...identity(user), cwd: '/', stdio: 'ignore' }).status === 0;
}

function readUsers(): readonly ServerUser[] {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , uid = '', gid = '']) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter((user) => user.name !== '' && Number.isInteger(user.uid) && user.uid >= 0 && Number.isInteger(user.gid) && user.gid >= 0);
}
