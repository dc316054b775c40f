/** The node does not answer, or not in a way that can be trusted. It may later: wait and ask again. */
export class ChainTrouble extends Error {
  // The payments room recognises both errors by their names, because it does not know this room.
  override readonly name = 'ChainTrouble';
}

/** The node is of another chain, or the contract is not what it should be. Waiting does not help; a person must. */
export class ChainUnfit extends Error {
  override readonly name = 'ChainUnfit';
}
