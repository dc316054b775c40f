/** An answer with an error, in the words of java-tron. */
export class NodeError extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

export function invalidParams(message: string): NodeError {
  return new NodeError(-32602, message);
}
