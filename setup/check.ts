import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

/**
 * `npm run check`: everything about the code that can be told without running the product. One line per step, what a
 * failing step printed, and exit code 1 when any failed. A step can be named alone: `npm run check -- lint boundaries`.
 */
interface Step {
  readonly name: string;
  /** What it makes sure of, in a few words. */
  readonly what: string;
  readonly program: string;
  readonly args: readonly string[];
}

interface Outcome {
  readonly step: Step;
  readonly passed: boolean;
  readonly output: string;
  readonly seconds: string;
}

const root = join(import.meta.dirname, '..');
const tool = (path: string) => join(root, 'node_modules', path);

/** The longest first, so that none is left alone at the end. */
const steps: readonly Step[] = [
  { name: 'lint', what: 'oxlint, with types', program: tool('oxlint/bin/oxlint'), args: ['--deny-warnings'] },
  { name: 'generated', what: 'generated files are those of their sources', program: 'setup/generate.ts', args: ['--check'] },
  { name: 'unused', what: 'no unused file, export or dependency', program: tool('knip/bin/knip.js'), args: ['--no-progress'] },
  { name: 'types', what: 'server, SDK and tools', program: tool('typescript/bin/tsc'), args: ['-p', '.'] },
  { name: 'types of the screen', what: 'packages/web', program: tool('typescript/bin/tsc'), args: ['-p', 'packages/web'] },
  { name: 'boundaries', what: 'the arrows between rooms', program: 'setup/check/boundaries.ts', args: [] },
  { name: 'conventions', what: 'names, front doors, reasons for casts', program: 'setup/check/conventions.ts', args: [] },
  { name: 'format', what: 'oxfmt', program: tool('oxfmt/bin/oxfmt'), args: ['--check', '.'] },
  {
    name: 'planted faults',
    what: 'each still fits the code that it spoils',
    program: 'simulations/seeds/check-planted-faults.ts',
    args: [],
  },
  { name: 'lock file', what: 'package-lock.json is complete', program: 'setup/complete-lock-file.ts', args: ['--check'] },
];

const stepTimeoutMs = 300_000;

function run(step: Step): Promise<Outcome> {
  const startMs = Date.now();
  return new Promise((resolve) => {
    let output = '';
    const gather = (text: string) => {
      output += text;
    };
    const child = spawn(process.execPath, [step.program, ...step.args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: stepTimeoutMs,
    });
    child.stdout.setEncoding('utf8').on('data', gather);
    child.stderr.setEncoding('utf8').on('data', gather);
    const finish = (passed: boolean) => {
      resolve({ step, passed, output: output.trim(), seconds: ((Date.now() - startMs) / 1000).toFixed(1) });
    };
    child.on('error', (error) => {
      gather(error.message);
      finish(false);
    });
    child.on('close', (code, signal) => {
      if (signal !== null) gather(`\nended by ${signal}`);
      finish(code === 0);
    });
  });
}

function report({ step, passed, output, seconds }: Outcome): void {
  console.log(`${passed ? '✓' : '✗'} ${step.name.padEnd(20)} ${step.what.padEnd(44)} ${seconds.padStart(5)} s`);
  if (!passed) console.log(`${output.replaceAll(/^/gmu, '    ')}\n`);
}

async function main(): Promise<void> {
  const startMs = Date.now();
  const wanted = process.argv.slice(2);
  const unknown = wanted.find((name) => !steps.some((step) => step.name === name));
  if (unknown !== undefined) {
    console.log(`there is no step "${unknown}"; the steps are: ${steps.map((step) => step.name).join(', ')}`);
    process.exitCode = 1;
    return;
  }
  const queue = steps.filter((step) => wanted.length === 0 || wanted.includes(step.name));
  const outcomes: Outcome[] = [];
  const work = async () => {
    for (let step = queue.shift(); step !== undefined; step = queue.shift()) {
      const outcome = await run(step);
      outcomes.push(outcome);
      report(outcome);
    }
  };
  await Promise.all(Array.from({ length: Math.min(4, Math.max(2, availableParallelism())) }, work));
  const failed = outcomes.filter((outcome) => !outcome.passed);
  const seconds = ((Date.now() - startMs) / 1000).toFixed(1);
  console.log(`check: ${outcomes.length - failed.length} passed, ${failed.length} failed in ${seconds} s`);
  if (failed.length > 0) process.exitCode = 1;
}

await main();
