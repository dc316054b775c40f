import type { Access } from '../access/index.ts';
import type { Database } from '../database/index.ts';
import type { Clock } from '../kernel/index.ts';
import type { Ledger } from '../ledger/index.ts';
import type { LiveEvents } from '../notices/index.ts';

interface Page { readonly cursor?: string; readonly limit: number }
export interface InvoiceView {
  readonly id: string; readonly accountId: string; readonly status: 'open' | 'confirming' | 'paid' | 'underpaid' | 'overpaid' | 'late' | 'expired' | 'canceled';
  readonly pack: { readonly id: string; readonly title: string; readonly priceUsdt: bigint; readonly grants: readonly { readonly kind: 'purchased' | 'bonus'; readonly credits: bigint; readonly expiresAfterMonths: number | null; readonly label: string }[] };
  readonly network: 'ethereum'; readonly amountUsdt: bigint; readonly receivedUsdt: bigint; readonly remainingUsdt: bigint; readonly address: string; readonly addressSignature: string;
  readonly paymentUri: string; readonly deposits: readonly DepositView[]; readonly explanation: string; readonly createdAtMs: number; readonly expiresAtMs: number; readonly paidAtMs: number | null;
}
export interface DepositView {
  readonly id: string; readonly network: string; readonly txHash: string; readonly ordinal: number; readonly amountUsdt: bigint; readonly status: 'seen' | 'confirming' | 'final' | 'credited' | 'orphaned';
  readonly confirmations: number; readonly confirmationsRequired: number; readonly blockNumber: number; readonly blockHash: string; readonly seenAtMs: number; readonly finalAtMs: number | null; readonly creditedAtMs: number | null; readonly credits: bigint | null;
}
export interface NetworkView {
  readonly id: 'ethereum'; readonly title: string; readonly token: string; readonly tokenContract: string; readonly chainId: number; readonly sandbox: boolean; readonly recommended: boolean; readonly confirmationsRequired: number; readonly typicalSeconds: number; readonly typicalFeeUsd: string | null; readonly status: 'up' | 'down'; readonly statusDetail: string | null;
}
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
  readonly payments: {
    createInvoice(command: { accountId: string; packId: string; network: 'ethereum'; idempotencyKey: string }): Promise<{ invoice: InvoiceView; replayed: boolean }>;
    readInvoice(accountId: string, id: string): Promise<InvoiceView>;
    listInvoices(accountId: string, page: Page): Promise<{ invoices: readonly InvoiceView[]; nextCursor: string | null }>;
    payInvoice(command: { accountId: string; invoiceId: string; amountUsdt?: bigint; idempotencyKey: string }): Promise<{ txHash: string; amountUsdt: bigint; replayed: boolean }>;
    listNetworks(): Promise<readonly NetworkView[]>;
  };
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
