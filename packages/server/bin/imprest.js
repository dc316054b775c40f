#!/usr/bin/env node
// Plain JavaScript, because what it sets must be set before the first TypeScript is read.
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import { memoryEnvironment, memoryFlags } from './memory.js';

// Memory that a process has once taken for a picture stays with it under the defaults of V8 and of the C library. Both are told
// otherwise when they begin, so the server, and an audit, which reads a whole journal, begin anew in place: the same process, with its
// memory settings.
const needsCare = process.argv[2] === 'start' || process.argv[2] === 'audit';
if (needsCare && process.platform === 'linux' && process.env['MALLOC_ARENA_MAX'] === undefined) {
  const args = [process.execPath, ...process.execArgv, ...memoryFlags, ...process.argv.slice(1)];
  process.execve?.(process.execPath, args, { ...process.env, ...memoryEnvironment });
}
// The programs that the server starts have their own ways with memory.
for (const name of Object.keys(memoryEnvironment)) delete process.env[name];

// Node keeps what it made of the sources, so that the next start neither strips types nor compiles again.
enableCompileCache(fileURLToPath(new URL('../../../node_modules/.cache/imprest', import.meta.url)));
await import('../src/main.ts');
