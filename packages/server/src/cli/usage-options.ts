import type { Command } from 'commander';

/** What credits are for. */
export interface UsageOptions {
  project?: string;
  session?: string;
  model?: string;
  operation?: string;
  useReserve?: boolean;
}

export function usageOptions(command: Command): Command {
  return command
    .option('--project <id>', 'the project that they are for')
    .option('--session <id>', 'the session that they are for')
    .option('--model <model>', 'the model that works')
    .option('--operation <operation>', 'what is done, such as generate')
    .option('--use-reserve', 'the reserve may be used too');
}

export const usageNames = ['project', 'session', 'model', 'operation', 'useReserve'] as const;
