export { csvRecord, type Cell } from './reports/csv.ts';
export { Ledger, type LedgerOptions } from './ledger.ts';
export type {
  AdjustCommand,
  CaptureCommand,
  ClosePeriodCommand,
  Command,
  CommandBase,
  CommandName,
  ExtendCommand,
  ExtendRecurringGrantCommand,
  GrantCommand,
  HoldCommand,
  OpenAccountCommand,
  Options,
  RefundCommand,
  ReverseCommand,
  SetAlertLevelCommand,
  SetBudgetCommand,
  SetCreditLimitCommand,
  SetReserveCommand,
  SettleCommand,
  SpendCommand,
  StartRecurringGrantCommand,
  StopRecurringGrantCommand,
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
export type { Alert } from './account/alerts.ts';
export type { BudgetPeriod, BudgetScope, CreditLine, CycleUnit, RecurringTerms, Rollover, Rule, ScopeType } from './account-rules.ts';
export { grantKinds, type FundKind, type GrantKind, type GrantView } from './grants.ts';
export type { Usage, UsageMember } from './usage.ts';
export type { HoldEnd, HoldView } from './holds.ts';
export {
  accountAlreadyOpen,
  alreadyReversed,
  balanceTooLarge,
  budgetExceeded,
  creditsNotTransferable,
  commandIdReused,
  grantHeld,
  grantIdUsed,
  holdExpired,
  holdIdUsed,
  holdNotOpen,
  insufficientCredits,
  invalidCommand,
  invalidRange,
  ledgerClosed,
  nothingToBill,
  nothingToReverse,
  notOwed,
  notRefundable,
  notReversible,
  recurringIdUsed,
  tooManyRules,
  transferLimitReached,
  transferTooSmall,
  unknownAccount,
  unknownEntry,
  unknownHold,
  unknownRecurringGrant,
} from './problems.ts';
export type { SpendQuestion } from './read/may-spend.ts';
export type { Balance } from './read/read-balance.ts';
export type { BudgetView, RecurringGrantView, RulesView } from './read/read-rules.ts';
export type { Transfer } from './commit/transfer-credits.ts';
export type { StatementPage } from './read/read-statement.ts';
export type { Forecast } from './reports/forecast.ts';
export { booksCsv } from './reports/books/books-csv.ts';
export type { Fund } from './reports/books/account-tally.ts';
export type { Books, ByOrigin, Flow } from './reports/books/books-tally.ts';
export type { BooksQuestion } from './reports/books/read-books.ts';
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
export {
  audit,
  type AccountBalance,
  type AuditOptions,
  type AuditReport,
  type BookSums,
  type Difference,
  type OutstandingLine,
} from './audit/index.ts';
