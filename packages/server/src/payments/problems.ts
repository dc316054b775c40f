import { defineProblem } from '../kernel/index.ts';

export const invoiceNotFound = defineProblem({ code: 'invoice_not_found', status: 404, title: 'There is no such invoice', retry: 'never' });

/** Its whole price has arrived or is being confirmed, so that there is nothing to cancel or to pay elsewhere. */
export const invoiceNotOpen = defineProblem({
  code: 'invoice_not_open',
  status: 409,
  title: 'The invoice asks for nothing more',
  retry: 'never',
});

export const paymentNotFound = defineProblem({ code: 'payment_not_found', status: 404, title: 'There is no such payment', retry: 'never' });

/** It was never given out by this server. */
export const addressNotFound = defineProblem({
  code: 'address_not_found',
  status: 404,
  title: 'The address is not one of ours',
  retry: 'never',
});

export const depositNotFound = defineProblem({ code: 'deposit_not_found', status: 404, title: 'There is no such deposit', retry: 'never' });

/** It is credited, or the operator has returned it. */
export const depositSettled = defineProblem({
  code: 'deposit_settled',
  status: 409,
  title: 'The deposit is settled already',
  retry: 'never',
});

export const depositNotFinal = defineProblem({ code: 'deposit_not_final', status: 409, title: 'The deposit is not final', retry: 'after' });

/** Too many blocks, or such as are not final yet, or a transaction that no block holds. */
export const rescanOutOfRange = defineProblem({
  code: 'rescan_out_of_range',
  status: 422,
  title: 'These blocks cannot be read again',
  retry: 'never',
});

export const unknownNetwork = defineProblem({ code: 'unknown_network', status: 422, title: 'This network is not offered', retry: 'never' });

/** The network's node cannot be reached or cannot be trusted just now. Payments that are already on their way are found later. */
export const networkUnavailable = defineProblem({
  code: 'network_unavailable',
  status: 503,
  title: 'The network cannot be used just now',
  retry: 'same_key',
});

export const sandboxOnly = defineProblem({ code: 'sandbox_only', status: 403, title: 'This exists in the sandbox only', retry: 'never' });

export const invoiceAlreadyPaid = defineProblem({
  code: 'invoice_already_paid',
  status: 409,
  title: 'Nothing is left to pay',
  retry: 'never',
});

export const invalidPaymentAmount = defineProblem({
  code: 'invalid_payment_amount',
  status: 422,
  title: 'The amount cannot be paid',
  retry: 'never',
});

/** An address in the database is not the one that our key derives: somebody may have changed it. */
export const addressCheckFailed = defineProblem({
  code: 'address_check_failed',
  status: 500,
  title: 'The address did not pass its check',
  retry: 'never',
});

/** It is not an address of the network, a letter of it is wrong, or nobody may be paid there. */
export const invalidRefundAddress = defineProblem({
  code: 'invalid_refund_address',
  status: 422,
  title: 'The address cannot be paid back to',
  retry: 'never',
});

/** It is not an address of the network, a letter of it is wrong, or what is swept there would be lost or come back as a deposit. */
export const invalidSweepAddress = defineProblem({
  code: 'invalid_sweep_address',
  status: 422,
  title: 'The address cannot be swept to',
  retry: 'never',
});

export const refundAddressNotFound = defineProblem({
  code: 'refund_address_not_found',
  status: 404,
  title: 'The account has confirmed no address on this network',
  retry: 'never',
});

/** The credits were not bought with a deposit that can be paid back. */
export const nothingToPayOut = defineProblem({
  code: 'nothing_to_pay_out',
  status: 409,
  title: 'There is nothing to pay out',
  retry: 'never',
});

export const payoutNotFound = defineProblem({ code: 'payout_not_found', status: 404, title: 'There is no such payout', retry: 'never' });

/** It was canceled, sent or replaced. */
export const payoutSettled = defineProblem({
  code: 'payout_settled',
  status: 409,
  title: 'The payout is settled already',
  retry: 'never',
});

/** What is not exported cannot have been sent; what is not canceled cannot be replaced. */
export const payoutNotReady = defineProblem({
  code: 'payout_not_ready',
  status: 409,
  title: 'The payout is not so far',
  retry: 'never',
});
