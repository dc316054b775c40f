import { describe, expect, it } from 'vitest';
import { isOwnPath } from './own-path.ts';

describe('isOwnPath', () => {
  it('takes paths of this screen', () => {
    for (const path of ['/', '/wallet', '/top-up/inv_1', '/gallery?picture=img_1']) expect(isOwnPath(path)).toBe(true);
  });
  it('refuses every way to elsewhere', () => {
    for (const path of ['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)', '', 7, undefined]) {
      expect(isOwnPath(path)).toBe(false);
    }
  });
});
