export type Credits = string; export type Usdt = string; export type Time = string; // decimal text · decimal text · ISO 8601 UTC with ms
export interface Page<T> { data: T[]; nextCursor: string | null }            // every list: ?cursor=&limit= (1..100, default 25)
export interface ProblemBody { type: string; title: string; status: number; detail: string; instance: string; code: string; retry: 'never'|'same_key'|'after'; errors?: { path: string; message: string }[]; [extra: string]: unknown }

export interface Me { userId: string; email: string; name: string; role: 'customer'|'operator'; accountId: string; sandbox: boolean }
export interface ApiKey { id: string; name: string; prefix: string; createdAt: Time; lastUsedAt: Time|null; revokedAt: Time|null }
export interface CreatedApiKey extends ApiKey { secret: string /* shown once, imp_sk_… */ }

export interface Balance { accountId: string; balance: Credits; held: Credits; available: Credits; asOf: Time }
export type GrantKind = 'purchased'|'bonus'|'promotional'|'trial'|'subscription'|'transferred'|'refunded'|'adjustment';
export interface Grant { id: string; kind: GrantKind; label: string; amount: Credits; remaining: Credits; priority: number; effectiveAt: Time; expiresAt: Time|null; createdAt: Time }  // list is in burn-down order
export interface Entry { id: string; number: number; kind: 'open-account'|'grant'|'hold'|'capture'|'void'|'spend'|'expire'; at: Time;
  balanceChange: Credits; heldChange: Credits; balanceAfter: Credits; heldAfter: Credits; availableAfter: Credits;
  description: string; reference: { type: string; id: string }|null; parts: { grantId: string; kind: GrantKind; amount: Credits }[]; holdId: string|null; hash: string }

export interface PriceBook { id: string; version: number; hash: string; title: string; effectiveFrom: Time; models: { id: string; title: string; factor: string }[];
  table: { operation: string; what: string; price: Credits }[]; limits: { widthMin: number; widthMax: number; heightMin: number; heightMax: number; stepsMin: number; stepsMax: number; imagesMax: number; dimensionStep: number } }
export interface QuoteRequest { operation: 'generate'|'vary'|'inpaint'|'upscale'; model: string; width: number; height: number; steps?: number; images: number; factor?: number; negativePrompt?: boolean }
export interface QuoteLine { label: string; detail: string|null; factor: string|null; amount: Credits }
export interface Quote { id: string; request: QuoteRequest; lines: QuoteLine[]; total: Credits; qualifier: 'exact'; congestion: string; priceBook: { id: string; version: number; hash: string };
  available: Credits; availableAfter: Credits; affordable: boolean; warnings: { code: string; detail: string }[]; createdAt: Time; expiresAt: Time }

export interface Pack { id: string; title: string; priceUsdt: Usdt; credits: Credits; pricePerCreditUsdt: Usdt; grants: { kind: GrantKind; label: string; credits: Credits; expiresAfterMonths: number|null }[]; recommended: boolean }
export interface Network { id: 'ethereum'; title: string; token: string; tokenContract: string; chainId: number; sandbox: boolean; recommended: boolean; confirmationsRequired: number; typicalSeconds: number; typicalFeeUsd: string|null; status: 'up'|'down'; statusDetail: string|null }
export type InvoiceStatus = 'open'|'confirming'|'paid'|'underpaid'|'overpaid'|'late'|'expired'|'canceled';
export interface Deposit { id: string; network: string; txHash: string; ordinal: number; amountUsdt: Usdt; status: 'seen'|'confirming'|'final'|'credited'|'orphaned'; confirmations: number; confirmationsRequired: number; blockNumber: number; blockHash: string; seenAt: Time; finalAt: Time|null; creditedAt: Time|null; credits: Credits|null }
export interface Invoice { id: string; accountId: string; status: InvoiceStatus; pack: Pack; network: string; amountUsdt: Usdt; receivedUsdt: Usdt; remainingUsdt: Usdt; address: string; addressSignature: string; paymentUri: string; deposits: Deposit[]; explanation: string; createdAt: Time; expiresAt: Time; paidAt: Time|null }

export interface Engine { id: string; title: string; description: string; procedural: boolean; operations: string[]; models: { id: string; title: string; description: string }[] }
export interface GenerationRequest { operation: 'generate'; prompt: string; negativePrompt?: string; model: string; width: number; height: number; steps: number; images: number; seed?: number }
export type GenerationStatus = 'queued'|'running'|'succeeded'|'partly_succeeded'|'failed'|'canceled';
export interface Image { id: string; generationId: string; index: number; width: number; height: number; seed: number; prompt: string; negativePrompt: string; model: string; steps: number; engine: string; procedural: boolean; cost: Credits; bytes: number; sha256: string; mediaType: string; fileUrl: string; thumbnailUrl: string; createdAt: Time }
export interface Generation { id: string; status: GenerationStatus; request: GenerationRequest & { seed: number }; engine: string; procedural: boolean; quoteId: string; holdId: string; quoted: Credits; charged: Credits; images: Image[]; imagesRequested: number; queuePosition: number|null; progress: { imageIndex: number; step: number; steps: number; fraction: number }|null; problem: { code: string; detail: string }|null; createdAt: Time; startedAt: Time|null; finishedAt: Time|null }

