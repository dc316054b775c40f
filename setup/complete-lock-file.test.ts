import { expect, test } from 'vitest';
import { missingEntries } from './complete-lock-file.ts';

test('a package of another platform that the lock file lacks is found, with its platform', () => {
  const missing = missingEntries({
    packages: {
      'node_modules/tool': {
        version: '2.0.0',
        dev: true,
        optionalDependencies: { '@tool/linux-x64-gnu': '2.0.0', '@tool/darwin-arm64': '2.0.0' },
      },
      'node_modules/@tool/linux-x64-gnu': { version: '2.0.0' },
    },
  });
  expect([...missing]).toEqual([
    ['node_modules/@tool/darwin-arm64', { version: '2.0.0', os: ['darwin'], cpu: ['arm64'], dev: true, optional: true }],
  ]);
});

test('a package that lies with its owner, or with a range instead of a version, is not missing', () => {
  const missing = missingEntries({
    packages: {
      'packages/server/node_modules/tool': {
        version: '1.0.0',
        optionalDependencies: { '@tool/linux-x64-musl': '1.0.0', fsevents: '^2.0.0' },
      },
      'packages/server/node_modules/@tool/linux-x64-musl': { version: '1.0.0' },
    },
  });
  expect([...missing]).toEqual([]);
});

test('an owner of which nothing is listed has its packages beside it', () => {
  const missing = missingEntries({
    packages: { 'node_modules/a/node_modules/tool': { version: '1.0.0', optionalDependencies: { '@tool/win32-x64-msvc': '1.0.0' } } },
  });
  expect([...missing.keys()]).toEqual(['node_modules/@tool/win32-x64-msvc']);
});
