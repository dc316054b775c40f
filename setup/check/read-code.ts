import { parseSync } from '@swc/core';

export interface CastFinding {
  /** 1-based line of the cast. */
  readonly line: number;
}

interface Span {
  readonly start: number;
}

/** Whether this value is a node of a syntax tree that casts: `x as T`, and not `x as const`. */
function castSpan(node: object): Span | undefined {
  if (!('type' in node) || node.type !== 'TsAsExpression' || !('span' in node)) return undefined;
  const { span } = node;
  if (typeof span !== 'object' || span === null || !('end' in span) || typeof span.end !== 'number') return undefined;
  // The end of a cast is where its type stands; a long expression before it would hide the line.
  return { start: span.end };
}

/** The lines of all casts in a TypeScript file. Casts to constants (`as const`) claim nothing and are not among them. */
export function findCasts(code: string, isTsx: boolean): CastFinding[] {
  // The parser counts bytes, and goes on counting from file to file.
  const plain = code.replace(/^#!/u, '//');
  const tree = parseSync(`;${plain}`, { syntax: 'typescript', tsx: isTsx, target: 'es2024', comments: false });
  const bytes = Buffer.from(`;${plain}`);
  const findings: CastFinding[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const span = castSpan(node);
    if (span !== undefined) findings.push({ line: lineAt(bytes, span.start - tree.span.start) });
    for (const child of Object.values(node)) visit(child);
  };
  visit(tree.body);
  return findings;
}

function lineAt(bytes: Buffer, offset: number): number {
  let line = 1;
  for (let at = bytes.indexOf(10); at !== -1 && at < offset; at = bytes.indexOf(10, at + 1)) line += 1;
  return line;
}
