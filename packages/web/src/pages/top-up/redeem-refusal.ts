import { ImprestError } from '@imprest/sdk';
import { readProblem } from '../../api/problem.ts';
import { formatClock, formatDay } from '../../format/time.ts';
import { messages } from '../../messages/index.ts';

/** Why a code gave nothing, in the reader's own time; what this page does not know keeps the server's words. */
export function redeemRefusal(error: unknown): string {
  const { code, detail } = readProblem(error);
  const t = messages.redeem.refusals;
  const time = (name: string): string | undefined => {
    const value = error instanceof ImprestError ? error.extras[name] : undefined;
    return typeof value === 'string' ? value : undefined;
  };
  switch (code) {
    case 'unknown_code':
      return t.unknown;
    case 'code_already_redeemed': {
      const redeemedAt = time('redeemedAt');
      return redeemedAt === undefined ? detail : t.redeemed(formatDay(redeemedAt));
    }
    case 'code_not_yet_valid': {
      const validFrom = time('validFrom');
      return validFrom === undefined ? detail : t.notYet(`${formatDay(validFrom)}, ${formatClock(validFrom)}`);
    }
    case 'code_expired': {
      const validUntil = time('validUntil');
      return validUntil === undefined ? detail : t.expired(formatDay(validUntil));
    }
    case 'code_exhausted':
      return t.exhausted;
    case 'code_disabled':
      return t.disabled;
    case 'code_for_new_customers':
      return t.newCustomers;
    default:
      return detail;
  }
}
