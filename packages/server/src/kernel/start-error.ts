/** Why Imprest cannot start, as one line for a person: what is wrong and what to do next. The command line prints it as it is. */
export class StartError extends Error {
  override readonly name = 'StartError';
}
