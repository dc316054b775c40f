/** What the chain says now does not fit what it said before. Nothing is recorded or credited until it does; the message is for the operator. */
export class ChainInDoubt extends Error {
  override readonly name = 'ChainInDoubt';
}
