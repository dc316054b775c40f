/** One picture of a generation as it is shown. Times in milliseconds since 1970. */
export interface Image {
  readonly id: string;
  readonly accountId: string;
  readonly generationId: string;
  readonly index: number;
  readonly width: number;
  readonly height: number;
  readonly seed: number;
  readonly prompt: string;
  /** Empty when there was none. */
  readonly negativePrompt: string;
  readonly model: string;
  readonly steps: number;
  readonly engine: string;
  readonly procedural: boolean;
  /** What was charged for it, in micro-credits. */
  readonly cost: bigint;
  readonly bytes: number;
  readonly sha256: string;
  readonly mediaType: string;
  readonly thumbnailBytes: number;
  readonly thumbnailSha256: string;
  readonly createdAtMs: number;
}
