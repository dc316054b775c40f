import type { GenerationKey, GenerationProgress } from './generation.ts';

/** How far the generations of this process have got, for clients that come back after a broken connection. */
export class ProgressBoard {
  readonly #entries = new Map<string, GenerationProgress>();

  write(key: GenerationKey, progress: GenerationProgress): void {
    this.#entries.set(key.id, progress);
  }

  read(key: GenerationKey): GenerationProgress | null {
    return this.#entries.get(key.id) ?? null;
  }

  clear(key: GenerationKey): void {
    this.#entries.delete(key.id);
  }
}
