import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** A file of the repository that is made from others. */
interface GeneratedFile {
  /** From the root of the repository. */
  readonly path: string;
  readonly content: string;
}

interface Generator {
  readonly generate?: () => Promise<readonly GeneratedFile[]>;
}

/**
 * `npm run generate`: runs `generate()` of every file in setup/generate that has one, and writes what has changed. With `--check` it writes nothing,
 * names the files that differ and exits with 1. Other arguments choose generators by name: `npm run generate -- database`.
 */
const root = path.resolve(import.meta.dirname, '..');
const folder = path.join(import.meta.dirname, 'generate');
const check = process.argv.includes('--check');
const chosen = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));

const names = (await readdir(folder)).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts')).map((name) => name.slice(0, -3));
const wrong = chosen.filter((name) => !names.includes(name));
if (wrong.length > 0) throw new Error(`there is no generator ${wrong.join(', ')}: there are ${names.join(', ')}`);

for (const name of names.sort()) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  // The generators export a function of this shape, and what they are made of exports none.
  const { generate } = (await import(path.join(folder, `${name}.ts`))) as Generator;
  for (const file of (await generate?.()) ?? []) await handle(name, file);
}

async function handle(name: string, { path: target, content }: GeneratedFile): Promise<void> {
  const file = path.join(root, target);
  const present = await readFile(file, 'utf8').catch(() => undefined);
  if (present === content) return;
  if (check) {
    process.exitCode = 1;
    console.log(`${target} differs from what \`npm run generate -- ${name}\` makes`);
    return;
  }
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, content);
  console.log(`wrote ${target}`);
}
