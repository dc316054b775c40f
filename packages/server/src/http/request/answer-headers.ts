import type { FastifyReply } from 'fastify';

export type Headers = Readonly<Record<string, string>>;

/** What every answer of an operation says about itself, beside its content. */
export class AnswerHeaders {
  readonly #headers: Headers;
  readonly #lines: readonly string[];

  constructor(headers: Headers) {
    this.#headers = headers;
    this.#lines = Object.entries({ ...headers, 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' }).flat();
  }

  /** For an answer that goes through the framework. */
  put(reply: FastifyReply): void {
    void reply.headers(this.#headers).header('request-id', reply.request.id);
  }

  /**
   * Answers with JSON that is text already and ASCII, past the framework: to look at it again, count its bytes and encode it takes longer than
   * to write it. Other headers of the reply are not sent.
   */
  sendJson(reply: FastifyReply, status: number, text: string): void {
    reply.hijack();
    reply.raw.writeHead(status, [...this.#lines, 'request-id', reply.request.id, 'content-length', String(text.length)]);
    reply.raw.end(text, 'latin1');
  }
}
