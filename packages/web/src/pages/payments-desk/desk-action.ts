/** What an operator can do with a deposit that waits. */
export const DESK_ACTIONS = ['credit', 'assign', 'return'] as const;

export type DeskAction = (typeof DESK_ACTIONS)[number];
