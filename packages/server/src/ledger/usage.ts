/** What credits were spent on: the dimensions by which usage is summed. Each is 1 to 128 characters, and may be left out. */
export interface Usage {
  readonly projectId?: string | undefined;
  readonly apiKeyId?: string | undefined;
  readonly sessionId?: string | undefined;
  /** The model that makes the pictures. */
  readonly model?: string | undefined;
  /** What is asked of the engine: generate, vary, inpaint … */
  readonly operation?: string | undefined;
}

export type UsageMember = keyof Usage;

/** In the order in which they are hashed. */
export const usageMembers: readonly UsageMember[] = ['projectId', 'apiKeyId', 'sessionId', 'model', 'operation'];

/** Who spends. A hold decides it, because budgets count from the moment of the hold; the model may still turn out to be another. */
export const spenderMembers: readonly UsageMember[] = ['projectId', 'apiKeyId', 'sessionId'];

/** The members that are named, or `null` when none is. */
export function usageFrom(values: readonly (string | null | undefined)[]): Usage | null {
  const named = usageMembers.flatMap((member, place) => {
    const value = values[place];
    return value === null || value === undefined ? [] : [[member, value] as const];
  });
  return named.length === 0 ? null : Object.fromEntries(named);
}

/** The values in the order of `usageMembers`, as they are hashed and kept; `null` when nothing is named. */
export function usageValues(usage: Usage | null): readonly (string | null)[] | null {
  return usage === null ? null : usageMembers.map((member) => usage[member] ?? null);
}

/** What a capture was spent on: what it names itself goes before what its hold named. */
export function usageOver(own: Usage | null, ofHold: Usage | null): Usage | null {
  return usageFrom(usageMembers.map((member) => own?.[member] ?? ofHold?.[member]));
}
