import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Completes package-lock.json. A registry that carries only some platforms makes npm leave the packages of the other
 * platforms out of the lock file, and then `npm ci` refuses it on every machine ("Missing: … from lock file").
 * The version of such a package is known, because its owner names it exactly; its platform is in its name.
 *
 * `node setup/complete-lock-file.ts` writes the missing entries, `--check` only tells whether there are any.
 */
interface LockEntry {
  version?: string;
  dev?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
}

interface LockFile {
  packages: Record<string, LockEntry>;
}

/** The entries that the lock file lacks, by their path in it. */
export function missingEntries(lock: LockFile): Map<string, LockEntry> {
  const missing = new Map<string, LockEntry>();
  for (const [path, entry] of Object.entries(lock.packages)) {
    for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
      if (!isExact(range) || isListed(lock, path, name)) continue;
      missing.set(`node_modules/${name}`, {
        version: range,
        ...platformOf(name),
        ...(entry.dev === true ? { dev: true } : {}),
        optional: true,
      });
    }
  }
  return missing;
}

function isExact(range: string): boolean {
  return /^\d+\.\d+\.\d+(?:-[\w.]+)?$/u.test(range);
}

/** Whether a package that `path` depends on is there, in one of the places where Node.js would look for it. */
function isListed(lock: LockFile, path: string, name: string): boolean {
  for (let folder = path; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/') - 1))) {
    if (`${folder === '' ? '' : `${folder}/`}node_modules/${name}` in lock.packages) return true;
    if (folder === '') return false;
    if (!folder.includes('node_modules/')) folder = '';
  }
}

function platformOf(name: string): Pick<LockEntry, 'os' | 'cpu' | 'libc'> {
  const found =
    /(android|darwin|freebsd|linux|openharmony|win32)-(arm64|arm|x64|amd64|ia32|ppc64|riscv64|s390x|loong64)(?:-(gnu|musl))?/u.exec(name);
  const [, os, cpu, libc] = found ?? [];
  if (os === undefined || cpu === undefined) {
    if (name.includes('wasm32')) return { cpu: ['wasm32'] };
    throw new Error(`cannot tell the platform of ${name} from its name: add its entry to package-lock.json by hand`);
  }
  return { os: [os], cpu: [cpu === 'amd64' ? 'x64' : cpu], ...(libc === undefined ? {} : { libc: [libc === 'gnu' ? 'glibc' : 'musl'] }) };
}

function main(): void {
  const file = join(import.meta.dirname, '..', 'package-lock.json');
  // npm writes this file in this form.
  const lock = JSON.parse(readFileSync(file, 'utf8')) as LockFile;
  const missing = missingEntries(lock);
  if (missing.size === 0) {
    console.log('package-lock.json has the packages of every platform');
    return;
  }
  if (process.argv.includes('--check')) {
    console.log(
      `package-lock.json lacks ${missing.size} packages of other platforms, such as ${[...missing.keys()].slice(0, 3).join(', ')}`,
    );
    console.log('`npm ci` would refuse it. Run: node setup/complete-lock-file.ts');
    process.exitCode = 1;
    return;
  }
  for (const [path, entry] of missing) lock.packages[path] = entry;
  const { '': root, ...others } = lock.packages;
  const sorted = Object.entries(others).sort(([a], [b]) => a.localeCompare(b, 'en'));
  lock.packages = Object.fromEntries([...(root === undefined ? [] : [['', root] as const]), ...sorted]);
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`package-lock.json: ${missing.size} packages of other platforms added`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
