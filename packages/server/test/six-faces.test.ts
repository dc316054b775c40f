import { readdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { Imprest } from '@imprest/sdk';
import { describe, expect, it } from 'vitest';
import { operations as commands } from '../src/cli/operations.ts';
import { operations, resourceOf } from '../src/http/index.ts';

const root = resolve(import.meta.dirname, '../../..');
const kebabCase = (name: string): string => name.replaceAll(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`);

/** One name, six faces: operationId, file and function in http, method of the SDK, page of the reference, command. */
describe('every operation', () => {
  it('is a file of its name in a folder of http, and no other file defines one', async () => {
    const http = join(root, 'packages/server/src/http');
    const files = (await readdir(http, { recursive: true })).map((file) => basename(file));
    for (const { operationId } of operations) expect(files, operationId).toContain(`${kebabCase(operationId)}.ts`);
    for (const { operationId } of operations) {
      const modules = (await readdir(http, { recursive: true })).filter((file) => file.endsWith(`${kebabCase(operationId)}.ts`));
      const loaded = await Promise.all(modules.map((file) => import(join(http, file)) as Promise<Record<string, unknown>>));
      expect(
        loaded.some((module) => operationId in module),
        operationId,
      ).toBe(true);
    }
  });

  it('has a method of the SDK', () => {
    const imprest = new Imprest({ baseUrl: 'http://localhost' });
    for (const { sdk } of operations) {
      const [resource = '', method = ''] = sdk.split('.');
      const owner: unknown = Reflect.get(imprest, resource);
      expect(typeof owner === 'object' && owner !== null && typeof Reflect.get(owner, method), sdk).toBe('function');
    }
  });

  it('has a page of the reference, and there are no others', async () => {
    const reference = join(root, 'docs/reference');
    const pages = (await readdir(reference, { recursive: true }))
      .map((file) => file.replaceAll('\\', '/'))
      .filter((file) => file.includes('/'));
    const expected = operations.map((each) => `${kebabCase(resourceOf(each))}/${kebabCase(each.operationId)}.md`);
    expect(pages.toSorted()).toEqual(expected.toSorted());
  });

  it('has a command in a file of its name, and there are no others', async () => {
    const files = (await readdir(join(root, 'packages/server/src/cli'), { recursive: true })).map((file) => basename(file));
    for (const { operationId } of operations) expect(files, operationId).toContain(`${kebabCase(operationId)}.ts`);
    expect(Object.keys(commands).toSorted()).toEqual(operations.map(({ operationId }) => operationId).toSorted());
  });

  it('has a name of its own, and its path and SDK method too', () => {
    for (const face of [
      operations.map(({ operationId }) => operationId),
      operations.map(({ sdk }) => sdk),
      operations.map(({ method, path }) => `${method} ${path}`),
    ]) {
      expect(new Set(face).size).toBe(face.length);
    }
  });
});
