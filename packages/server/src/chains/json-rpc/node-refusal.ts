import { ChainTrouble } from '../chain-errors.ts';

/**
 * Why there is no answer: `unreachable` (no connection, or it broke), `late`, `limited` (too many requests, or suspended),
 * `failed` (an HTTP status that is an error), `garbled` (not what was agreed: HTML, cut-off JSON, no envelope), `too_large`
 * (more bytes than we take) or `refused` (the node understood, and answered with an error; only this one has a `code`).
 */
export type RefusalKind = 'unreachable' | 'late' | 'limited' | 'failed' | 'garbled' | 'too_large' | 'refused';

/** The node gave no result. The message is a sentence for the operator, and never holds more of the node's URL than the host. */
export class NodeRefusal extends ChainTrouble {
  readonly kind: RefusalKind;
  /** The code of JSON-RPC. */
  readonly code: number | undefined;
  /** How long the node asked us to stay away, when it is `limited` and said so. */
  readonly awayMs: number | undefined;

  constructor(
    message: string,
    about: { readonly kind: RefusalKind; readonly code?: number; readonly awayMs?: number; readonly cause?: unknown },
  ) {
    super(message, { cause: about.cause });
    this.kind = about.kind;
    this.code = about.code;
    this.awayMs = about.awayMs;
  }
}

/** Thrown by whatever reads an answer; `NodeClient.ask` makes a sentence with the node and the method of it. */
export class MalformedAnswer extends ChainTrouble {
  /** Which part of the answer is wrong, such as `block number`. */
  readonly what: string;

  constructor(what: string) {
    super(`The node gave a malformed answer (${what}); it may be limiting our requests or be broken.`);
    this.what = what;
  }
}
