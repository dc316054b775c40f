import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { invoiceQuery } from '../../api/queries.ts';
import { readProblem } from '../../api/problem.ts';
import { sdk, type Invoice } from '../../api/sdk.ts';
import { formatUsdt } from '../../format/credits.ts';
import { messages } from '../../messages/index.ts';
import { Button } from '../../parts/button.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';

/** Sandbox only: a wallet with test money pays what is still missing. */
export function TestWalletButton({ invoice }: { invoice: Invoice }) {
  const client = useQueryClient();
  const key = useRef<string | null>(null);
  const t = messages.invoice;
  const pay = useMutation({
    mutationFn: () => {
      key.current ??= crypto.randomUUID();
      return sdk.invoices.pay(invoice.id, { amountUsdt: invoice.remainingUsdt }, { idempotencyKey: key.current });
    },
    onSuccess: () => {
      key.current = null;
      return client.invalidateQueries({ queryKey: invoiceQuery(invoice.id).queryKey });
    },
    onError: (error) => {
      const { status } = readProblem(error);
      if (status > 0 && status < 500) key.current = null;
    },
  });
  const hasOpenDeposit = invoice.deposits.some((deposit) => deposit.status === 'seen' || deposit.status === 'confirming');
  return (
    <div className="mt-4">
      <Button look="action" className="w-full" disabled={pay.isPending || pay.isSuccess || hasOpenDeposit} onClick={() => pay.mutate()}>
        {pay.isPending ? t.payingTest : pay.isSuccess ? t.testPaid(formatUsdt(pay.data.amountUsdt)) : t.payTest}
      </Button>
      {pay.isError && <ProblemNotice error={pay.error} className="mt-2" />}
    </div>
  );
}
