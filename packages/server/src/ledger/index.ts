export { Ledger, type LedgerOptions } from './ledger.ts';
export type {
  AdjustCommand,
  CaptureCommand,
  Command,
  CommandBase,
  CommandName,
  ExtendCommand,
  GrantCommand,
  HoldCommand,
  OpenAccountCommand,
  Options,
  ReverseCommand,
  SpendCommand,
  TransferCommand,
  TransferLimits,
  VoidCommand,
} from './commands.ts';
export type {
  Book,
  Entry,
  EntryKind,
  EntryView,
  Move,
  OperatorBook,
  OwnBook,
  Posting,
  Reference,
  ReferenceType,
  Reversal,
  TransferSide,
} from './entries.ts';
export { grantKinds, type GrantKind, type GrantView } from './grants.ts';
export type { Usage, UsageMember } from './usage.ts';
export type { HoldEnd, HoldView } from './holds.ts';
export {
  accountAlreadyOpen,
  alreadyReversed,
  balanceTooLarge,
  creditsNotTransferable,
  commandIdReused,
  grantHeld,
  grantIdUsed,
  holdExpired,
  holdIdUsed,
  holdNotOpen,
  insufficientCredits,
  invalidCommand,
  invalidCursor,
  invalidRange,
  ledgerClosed,
  nothingToReverse,
  notReversible,
  transferLimitReached,
  transferTooSmall,
  unknownAccount,
  unknownEntry,
  unknownHold,
} from './problems.ts';
export type { SpendQuestion } from './may-spend.ts';
export type { Balance } from './read-balance.ts';
export type { Transfer } from './transfer-credits.ts';
export type { StatementPage } from './read-statement.ts';
export type { Forecast } from './reports/forecast.ts';
export type { BalanceForecast } from './reports/forecast-balance.ts';
export type { StatementExport } from './reports/export-statement.ts';
export {
  usageGroups,
  type UsageGroup,
  type UsageOfGroup,
  type UsageQuestion,
  type UsageReport,
  type UsageSum,
} from './reports/read-usage.ts';
export { audit, type AuditOptions, type AuditReport, type Difference } from './audit/index.ts';
