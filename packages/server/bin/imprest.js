#!/usr/bin/env -S node --max-semi-space-size=8
// Plain JavaScript, because what it switches on must be on before the first TypeScript is read: Node keeps what it made of
// the sources, so that the next start neither strips types nor compiles again. The flag above (and in package.json's scripts)
// keeps the young generation small: by default it grows by some 80 MB during the start and never shrinks.
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

enableCompileCache(fileURLToPath(new URL('../../../node_modules/.cache/imprest', import.meta.url)));
await import('../src/main.ts');
