import { expect, test } from 'vitest';
import { explain } from './report.mjs';

test.each([
  ['npm error code ENOTFOUND\nnpm error request to https://registry.npmjs.org/a failed', /did not answer/u],
  ['npm error code ECONNREFUSED', /did not answer/u],
  ['npm error code E403\nnpm error 403 Forbidden', /refused/u],
  ['npm error code E404', /does not have a package/u],
  ['npm warn tar TAR_ENTRY_ERROR ENOSPC: no space left on device, write', /disk is full/u],
  ["EACCES: permission denied, mkdir '/srv/imprest/.node'", /not writable/u],
  ['npm error code EINTEGRITY', /not the one that was pinned/u],
])('%j becomes one sentence', (output, sentence) => {
  expect(explain(output)).toMatch(sentence);
});

test('what is not known is not explained', () => {
  expect(explain('something else')).toBeUndefined();
});
