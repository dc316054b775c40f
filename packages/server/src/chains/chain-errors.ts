/** The node does not answer, or not in a way that can be trusted. It may later: wait and ask again. */
export class ChainTrouble extends Error {
  // The payments room recognises both errors by their names, because it does not know this room.
  override readonly name = 'ChainTrouble';
}

/** The node is of another chain, or the contract is not what it should be. Waiting does not help; a person must. */
export class ChainUnfit extends Error {
  override readonly name = 'ChainUnfit';
}

/** Why a chain or its key cannot be set up at the start, as one line for a person. The command line recognises it by this name. */
export class StartRefusal extends Error {
  override readonly name = 'StartError';
}
