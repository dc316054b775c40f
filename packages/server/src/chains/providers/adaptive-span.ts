import { NodeRefusal } from '../json-rpc/index.ts';

/** After a refusal the width stays for so many answers: growing at once would have every second question refused. */
const heldAnswers = 32;

/**
 * How many blocks one question covers. Providers limit ranges, results, bytes and time, each in its own words, and change it: so
 * the width is halved when they refuse, and grows again later, up to as many rows as fit in memory with ease.
 */
export class AdaptiveSpan {
  private readonly blocksMax: number;
  private readonly rowsWanted: number;
  private blocks: number;
  private held = 0;

  constructor(limits: { readonly blocksMax: number; readonly rowsWanted: number }) {
    this.blocksMax = limits.blocksMax;
    this.rowsWanted = limits.rowsWanted;
    this.blocks = Math.min(64, limits.blocksMax);
  }

  /** Reads the blocks from `from` on with `read`, as many as can be had at once but not beyond `to`; gives the last of them. */
  async read<Row>(
    from: number,
    to: number,
    read: (from: number, to: number) => Promise<readonly Row[]>,
  ): Promise<{ readonly rows: readonly Row[]; readonly last: number }> {
    for (;;) {
      const last = Math.min(from + this.blocks - 1, to);
      const asked = last - from + 1;
      try {
        const rows = await read(from, last);
        const roomy = Math.floor((this.rowsWanted * asked) / Math.max(rows.length, 1));
        const growth = this.held > 0 ? 1 : 2;
        this.held = Math.max(0, this.held - 1);
        this.blocks = Math.max(1, Math.min(this.blocksMax, Math.max(this.blocks, asked) * growth, Math.max(roomy, 1)));
        return { rows, last };
      } catch (error) {
        if (!isTooMuch(error) || asked === 1) throw error;
        this.blocks = hintedBlocks(error.message) ?? Math.floor(asked / 2);
        if (this.blocks >= asked) this.blocks = Math.floor(asked / 2);
        this.held = heldAnswers;
      }
    }
  }

  /** As `read`, in as many questions as it takes to reach `to`. */
  async readAll<Row>(from: number, to: number, read: (from: number, to: number) => Promise<readonly Row[]>): Promise<readonly Row[]> {
    const all: Row[] = [];
    for (let next = from; next <= to;) {
      const { rows, last } = await this.read(next, to, read);
      for (const row of rows) all.push(row);
      next = last + 1;
    }
    return all;
  }
}

/** Whether asking for less may help. A provider that answers nothing at all fails at the width of one block. */
function isTooMuch(error: unknown): error is NodeRefusal {
  return error instanceof NodeRefusal && (error.kind === 'refused' || error.kind === 'too_large' || error.kind === 'late');
}

/** "… this block range should work: [0x10, 0x4f]". */
function hintedBlocks(message: string): number | undefined {
  const [, first, last] = /\[(0x[0-9a-f]+), ?(0x[0-9a-f]+)\]/iu.exec(message) ?? [];
  const blocks = first === undefined || last === undefined ? 0 : Number(last) - Number(first) + 1;
  return Number.isSafeInteger(blocks) && blocks > 0 ? blocks : undefined;
}
