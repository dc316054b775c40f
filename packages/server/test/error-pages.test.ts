import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ProblemDefinition } from '../src/kernel/index.ts';

const source = resolve(import.meta.dirname, '../src');
const pages = resolve(import.meta.dirname, '../../../docs/errors');

/** Every problem that any room defines, from all files named problems.ts. */
async function definitions(): Promise<ProblemDefinition[]> {
  const files = (await readdir(source, { recursive: true })).filter((file) => /[/\\]problems\.ts$/u.test(file));
  const rooms = await Promise.all(files.map((file) => import(join(source, file)) as Promise<Record<string, unknown>>));
  return rooms.flatMap((room) => Object.values(room)).flatMap((each) => (isFactory(each) ? [each.definition] : []));
}

function isFactory(value: unknown): value is { definition: ProblemDefinition } {
  return typeof value === 'function' && 'definition' in value;
}

describe('problem pages', async () => {
  const all = (await definitions()).toSorted((a, b) => (a.code < b.code ? -1 : 1));
  const codes = [...new Set(all.map(({ code }) => code))];

  it('exist for exactly the codes that the rooms define', async () => {
    const names = (await readdir(pages))
      .filter((name) => name !== 'README.md')
      .map((name) => name.replace(/\.md$/u, '').replaceAll('-', '_'));
    expect(codes.length).toBeGreaterThan(40);
    expect(names.toSorted()).toEqual(codes);
  });

  it('say the status, what happened to the money and what to do', async () => {
    for (const { code, status } of all) {
      const page = await readFile(join(pages, `${code.replaceAll('_', '-')}.md`), 'utf8');
      expect(page, code).toContain(`\`${code}\` · HTTP ${String(status)}\n`);
      for (const section of ['What happened', 'What happened to the money', 'What to do'])
        expect(page, code).toContain(`\n## ${section}\n\n`);
    }
  });

  it('are listed', async () => {
    const list = await readFile(join(pages, 'README.md'), 'utf8');
    for (const code of codes) expect(list).toContain(`(${code.replaceAll('_', '-')}.md)`);
  });

  it("are about one definition each: what several rooms refuse with is the kernel's", () => {
    expect(all.map(({ code }) => code)).toEqual(codes);
  });
});
