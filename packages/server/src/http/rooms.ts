import type { Access } from '../access/index.ts';
import type { Database } from '../database/index.ts';
import type { Clock } from '../kernel/index.ts';
import type { Ledger } from '../ledger/index.ts';
import type { LiveEvents } from '../notices/index.ts';
import type { Payments } from '../payments/index.ts';

interface Page { readonly cursor?: string; readonly limit: number }
export interface ImageView {
  readonly id: string; readonly generationId: string; readonly index: number; readonly width: number; readonly height: number; readonly seed: number; readonly prompt: string; readonly negativePrompt: string; readonly model: string; readonly steps: number; readonly engine: string; readonly procedural: boolean; readonly cost: bigint; readonly bytes: number; readonly sha256: string; readonly mediaType: string; readonly createdAtMs: number;
}
export interface GenerationView {
  readonly id: string; readonly status: 'queued' | 'running' | 'succeeded' | 'partly_succeeded' | 'failed' | 'canceled'; readonly request: { readonly operation: 'generate'; readonly prompt: string; readonly negativePrompt?: string; readonly model: string; readonly width: number; readonly height: number; readonly steps: number; readonly images: number; readonly seed: number };
  readonly engine: string; readonly procedural: boolean; readonly quoteId: string; readonly holdId: string; readonly quoted: bigint; readonly charged: bigint; readonly images: readonly ImageView[]; readonly imagesRequested: number; readonly queuePosition: number | null; readonly progress: { readonly imageIndex: number; readonly step: number; readonly steps: number; readonly fraction: number } | null; readonly problem: { readonly code: string; readonly detail: string } | null; readonly createdAtMs: number; readonly startedAtMs: number | null; readonly finishedAtMs: number | null;
}

/** What the operations work with: rooms that are open already. */
export interface Rooms {
  readonly database: Database;
  readonly clock: Clock;
  readonly access: Access;
  readonly ledger: Ledger;
  readonly payments: Payments;
  readonly generation: {
    createGeneration(command: object): Promise<{ generation: GenerationView; replayed: boolean }>;
    readGeneration(accountId: string, id: string): Promise<GenerationView>;
    listGenerations(accountId: string, page: Page): Promise<{ generations: readonly GenerationView[]; nextCursor: string | null }>;
    cancelGeneration(accountId: string, id: string): Promise<GenerationView>;
    listEngines(): readonly { readonly id: string; readonly title: string; readonly description: string; readonly procedural: boolean; readonly operations: readonly string[]; readonly models: readonly { readonly id: string; readonly title: string; readonly description: string }[] }[];
  };
  readonly gallery: {
    listImages(accountId: string, page: Page): Promise<{ images: readonly ImageView[]; nextCursor: string | null }>;
    readImage(accountId: string, id: string): Promise<ImageView>;
    openFile(accountId: string, id: string): Promise<{ bytes: Buffer }>;
    openThumbnail(accountId: string, id: string): Promise<{ bytes: Buffer }>;
  };
  readonly notices: LiveEvents;
}
